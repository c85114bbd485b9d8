/** Injection on the embedded engines; test/services asks the same of real servers. */

import { expect, test } from 'vitest'
import { loadConfig } from '../src/config/config.ts'
import { ENGINES } from '../src/engines/index.ts'
import { injectionChecks } from './support/injection.ts'

injectionChecks('embedded', async () => ({}))

test('S77 names of the environment pollute nothing', () => {
  for (const name of [
    'DATABASES____proto____DB_HOST',
    'DATABASES__constructor__prototype',
    'DATABASES____proto____polluted',
    'DATABASES__a____proto__',
    '__proto__',
  ])
    try {
      loadConfig({ [name]: 'polluted' }, ENGINES)
    } catch (error) {
      expect(error).toMatchObject({ name: 'Faults' })
    }
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  expect(({} as { DB_HOST?: unknown }).DB_HOST).toBeUndefined()
})
