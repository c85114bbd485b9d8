/** SQL Server: the conformance suite on the server that TEST_SQLSERVER_URL names. */

import { serverSuite } from './suite.ts'

serverSuite('sqlserver', 'TEST_SQLSERVER_URL')
