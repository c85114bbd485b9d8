/** MongoDB: the conformance suite on the server that TEST_MONGODB_URL names, and on one of another make. */

import { serverSuite } from './suite.ts'

serverSuite('mongodb', 'TEST_MONGODB_URL', { timePrecision: 3 })
serverSuite('mongodb', 'TEST_MONGODB_JAVA_URL', { timePrecision: 3 })
