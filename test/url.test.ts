/** Connection strings: what is read, and everything that is refused. */

import { describe, expect, test } from 'vitest'
import { Faults } from '../src/base/errors.ts'
import { parseUrl } from '../src/base/url.ts'

const rules = { protocols: ['postgres', 'postgresql'], params: ['sslmode'] }

function faultsOf(url: string): readonly string[] {
  try {
    parseUrl(url, rules)
  } catch (error) {
    if (error instanceof Faults) return error.faults
    throw error
  }
  return []
}

describe('what is read', () => {
  test('all parts, decoded', () => {
    expect(parseUrl('postgres://a%40b:p%3A%2F%3F%23%25w%C3%BC@db.example.org:6543/my%2Fdb?sslmode=require', rules)).toEqual({
      driver: 'postgres',
      host: 'db.example.org',
      port: 6543,
      user: 'a@b',
      password: 'p:/?#%wü',
      database: 'my/db',
      params: new Map([['sslmode', 'require']]),
    })
  })

  test.each([
    ['POSTGRESQL://h', { driver: 'postgresql', host: 'h', port: null, user: null, password: null, database: null }],
    ['postgres://h/', { host: 'h', database: null }],
    ['postgres:///db', { host: null, database: 'db' }],
    ['postgres://u@h', { user: 'u', password: null }],
    ['postgres://u:@h', { user: 'u', password: null }],
    ['postgres://u:p:q@h', { password: 'p:q' }],
    ['postgres://u:p@q@h', { password: 'p@q', host: 'h' }],
    ['postgres://[::1]:5432/db', { host: '::1', port: 5432 }],
    ['postgres://[2001:db8::7]/db', { host: '2001:db8::7', port: null }],
    ['postgres://my_service:1/db', { host: 'my_service', port: 1 }],
    ['postgres://h/db?', { database: 'db' }],
    ['postgres://u:a+b@h', { password: 'a+b' }],
  ])('%s', (url, parts) => {
    expect(parseUrl(url, rules)).toMatchObject(parts)
  })
})

describe('what is refused', () => {
  test.each([
    ['', /must look like postgres:/],
    ['postgres', /must look like/],
    ['postgres:h/db', /must look like/],
    ['Server=tcp:h;Database=d', /must look like/],
    [`postgres://h/${'x'.repeat(5000)}`, /must look like/],
    ['mysql://h/db', /begins with mysql.*use postgres:\/\/ or postgresql:\/\//],
    ['postgres://h1,h2/db', /several hosts/],
    ['postgres://h1:1,h2:2/db', /several hosts/],
    ['postgres://%2Fvar%2Frun/db', /socket/],
    ['postgres://h h/db', /host is neither/],
    ['postgres://-h/db', /host is neither/],
    ['postgres://::1/db', /brackets/],
    ['postgres://[zz]/db', /no IPv6/],
    ['postgres://[::1/db', /brackets/],
    ['postgres://h:/db', /port/],
    ['postgres://h:0/db', /port/],
    ['postgres://h:65536/db', /port/],
    ['postgres://h:5e3/db', /port/],
    ['postgres://h/a/b', /more than one part/],
    ['postgres://h/db#x', /%23/],
    ['postgres://u:100%@h/db', /%25/],
    ['postgres://u:%ff@h/db', /UTF-8/],
    ['postgres://u:a%00b@h/db', /control character/],
    ['postgres://u:p@h/a%0Ab', /control character/],
    ['postgres://h/db?options=-c%20x', /"options".*only sslmode/],
    ['postgres://h/db?sslrootcert=/etc/hostname', /"sslrootcert"/],
    ['postgres://h/db?host=/tmp', /"host"/],
    ['postgres://h/db?SSLMODE=require', /"SSLMODE"/],
    ['postgres://h/db?__proto__=x', /"__proto__"/],
    ['postgres://h/db?sslmode=a&sslmode=b', /twice/],
  ])('%s', (url, fault) => {
    expect(faultsOf(url).join('\n')).toMatch(fault)
  })

  test('everything at once, and no secret in it', () => {
    const faults = faultsOf('mysql://root:hunter2hunter2@a,b/x/y?multipleStatements=true&ssl=hunter3#z')
    expect(faults).toHaveLength(6)
    expect(faults.join()).not.toMatch(/hunter|root/)
  })
})
