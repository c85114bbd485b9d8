/** Rows of the demo's people: customers in several countries, and employees as a tree. */

import type { Value } from '#switchyard/base/json.ts'
import { hiredOn, instant, joinedAt } from './calendar.ts'
import { type Random, randomFor, uuidAt } from './random.ts'
import { COUNTRIES, type Country, JUNIOR_TITLES, ROLES, TAGS, TITLES } from './words.ts'

export const CUSTOMER_FIELDS = ['id', 'companyName', 'contactName', 'email', 'address', 'contacts', 'tags', 'createdAt']
export const EMPLOYEE_FIELDS = ['id', 'firstName', 'lastName', 'title', 'hiredOn', 'email', 'managerId']

/** Each # becomes a digit. */
const digits = (pattern: string, random: Random): string => pattern.replaceAll('#', () => String(random.between(0, 9)))

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', ł: 'l', ı: 'i' }

/** A name as it stands in an email address; empty for scripts other than Latin. */
function mailName(name: string): string {
  const plain = name.toLowerCase().replace(/[ßłı]/g, (letter) => LETTERS[letter] ?? '')
  return plain.normalize('NFD').replace(/[^a-z]/g, '')
}

interface Person {
  readonly first: string
  readonly last: string
  readonly full: string
  readonly mailbox: string
}

function personOf(country: Country, random: Random): Person {
  const first = random.pick(country.first)
  const last = random.pick(country.last)
  return {
    first,
    last,
    full: country.familyFirst ? `${last} ${first}` : `${first} ${last}`,
    mailbox: [first, last].map(mailName).filter(Boolean).join('.') || 'info',
  }
}

export function customerId(index: number, customers: number): string {
  return uuidAt(joinedAt(index, customers), randomFor('customer id', index))
}

/** @param index from 0, in the order of signing up */
export function customerRow(index: number, customers: number): Value[] {
  const random = randomFor('company', index)
  const country = random.pick(COUNTRIES)
  const company = random.pick(country.companies).replace('%', () => random.pick(country.last))
  const domain = `company${index + 1}.example`
  const { full, mailbox } = personOf(country, random)
  const address: Value = random.chance(0.05)
    ? null
    : {
        street: `${random.pick(country.streets)} ${random.between(1, 120)}`,
        city: random.pick(country.cities),
        postalCode: digits(country.postalCode, random),
        country: country.name,
      }
  const contacts: Value = Array.from({ length: random.pick([0, 1, 1, 2, 3]) }, () => {
    const contact = personOf(country, random)
    const phone = random.chance(0.3) ? null : digits(country.phone, random)
    return { name: contact.full, role: random.pick(ROLES), email: `${contact.mailbox}@${domain}`, phone }
  })
  const tags = random.chance(0.2) ? null : TAGS.filter(() => random.chance(0.3))
  const createdAt = instant(joinedAt(index, customers))
  return [customerId(index, customers), company, full, `${mailbox}@${domain}`, address, contacts, tags, createdAt]
}

const SPELLABLE = COUNTRIES.filter((country) => country.first.every((name) => mailName(name) !== ''))

/** @param index from 0; the first leads, and everyone has up to three people right below */
export function employeeRow(index: number): Value[] {
  const random = randomFor('staff', index)
  const { first, last, mailbox } = personOf(random.pick(SPELLABLE), random)
  return [
    index + 1,
    first,
    last,
    TITLES[index] ?? random.pick(JUNIOR_TITLES),
    // The first sales team started together.
    index >= 4 && index <= 6 ? hiredOn(1000) : hiredOn(random.between(30, 3600)),
    `${mailbox}${index + 1}@switchyard.example`,
    index === 0 ? null : Math.floor((index - 1) / 3) + 1,
  ]
}

/** How many leading employees have a title of their own and take no orders. */
export const HEADS = TITLES.length
