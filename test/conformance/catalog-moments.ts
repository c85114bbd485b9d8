/** Models of the conformance suite that are keyed and joined by dates, times, moments and decimals, as the tables of other people are. */

import { boolean, date, dateTime, decimal, int, string, time } from '../../src/model/fields.ts'
import { belongsTo, defineModel, hasMany, manyToMany } from '../../src/model/model.ts'

const day = defineModel('Day', {
  datasource: 'main',
  fields: { on: date(), name: string({ max: 40, nullable: true }), byHand: boolean() },
  key: ['on'],
  relations: {
    rates: hasMany('Rate', { fields: ['on'], references: ['day'] }),
    items: hasMany('Item', { fields: ['on'], references: ['madeOn'] }),
  },
})

const rate = defineModel('Rate', {
  datasource: 'main',
  fields: {
    day: date(),
    price: decimal({ precision: 12, scale: 2 }),
    label: string({ max: 40, nullable: true }),
    otherDay: date({ nullable: true }),
    otherPrice: decimal({ precision: 12, scale: 2, nullable: true }),
    byHand: boolean(),
  },
  key: ['day', 'price'],
  relations: {
    of: belongsTo('Day', { fields: ['day'], references: ['on'] }),
    other: belongsTo('Rate', { fields: ['otherDay', 'otherPrice'], references: ['day', 'price'] }),
    others: hasMany('Rate', { fields: ['day', 'price'], references: ['otherDay', 'otherPrice'] }),
    readings: hasMany('Reading', { fields: ['day', 'price'], references: ['day', 'price'] }),
    slots: manyToMany('Slot', { through: 'Reading', near: ['day', 'price'], far: ['starts', 'opens'] }),
    items: hasMany('Item', { fields: ['price'], references: ['price'] }),
  },
})

const slot = defineModel('Slot', {
  datasource: 'main',
  fields: { starts: dateTime({ precision: 0 }), opens: time({ precision: 3 }), seats: int({ nullable: true }), byHand: boolean() },
  key: ['starts', 'opens'],
  relations: {
    readings: hasMany('Reading', { fields: ['starts', 'opens'], references: ['starts', 'opens'] }),
    rates: manyToMany('Rate', { through: 'Reading', near: ['starts', 'opens'], far: ['day', 'price'] }),
    items: hasMany('Item', { fields: ['opens'], references: ['opensAt'] }),
  },
})

const reading = defineModel('Reading', {
  datasource: 'main',
  fields: {
    level: decimal({ precision: 10, scale: 4 }),
    at: dateTime({ precision: 6 }),
    amount: int({ nullable: true }),
    day: date({ nullable: true }),
    price: decimal({ precision: 12, scale: 2, nullable: true }),
    starts: dateTime({ precision: 0, nullable: true }),
    opens: time({ precision: 3, nullable: true }),
    byHand: boolean(),
  },
  key: ['level', 'at'],
  relations: {
    rate: belongsTo('Rate', { fields: ['day', 'price'], references: ['day', 'price'] }),
    slot: belongsTo('Slot', { fields: ['starts', 'opens'], references: ['starts', 'opens'] }),
    // One field each, of which no key says that it is unique.
    events: hasMany('Event', { fields: ['at'], references: ['at'] }),
    sameLevel: hasMany('Reading', { fields: ['level'], references: ['level'] }),
    sameTime: hasMany('Reading', { fields: ['opens'], references: ['opens'] }),
    // As many digits behind the point, more before it.
    items: hasMany('Item', { fields: ['level'], references: ['weight'] }),
  },
})

export const MOMENTS = [day, rate, slot, reading]
