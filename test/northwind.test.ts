/** The Northwind set on the embedded default. */

import { northwindChecks } from './northwind-checks.ts'

northwindChecks('three embedded datasources', async () => ({}))
