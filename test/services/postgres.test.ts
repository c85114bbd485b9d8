/** PostgreSQL: the conformance suite on the server that TEST_POSTGRES_URL names. */

import { serverSuite } from './suite.ts'

serverSuite('postgres', 'TEST_POSTGRES_URL')
