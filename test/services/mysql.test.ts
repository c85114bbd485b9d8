/** MySQL: the conformance suite on the server that TEST_MYSQL_URL names. */

import { serverSuite } from './suite.ts'

serverSuite('mysql', 'TEST_MYSQL_URL')
