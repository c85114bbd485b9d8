/** MariaDB: the conformance suite on the server that TEST_MARIADB_URL names. */

import { serverSuite } from './suite.ts'

serverSuite('mariadb', 'TEST_MARIADB_URL')
