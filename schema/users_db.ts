/** The demo's people: customers and the reviews that they write, in the datasource `users_db`. */

import { dateTime, int, list, object, string, uuid } from '#switchyard/model/fields.ts'
import { belongsTo, defineModel, hasMany } from '#switchyard/model/model.ts'

const address = object(
  'Address',
  {
    street: string({ max: 80, description: 'Street and house number.' }),
    city: string({ max: 60, description: 'City or town.' }),
    postalCode: string({ max: 12, description: 'Postal code as it is written in the country.' }),
    country: string({ max: 40, description: 'Country, by its English name.' }),
  },
  { nullable: true, description: 'Where the customer is; null when it was never given.' },
)

const contact = object('Contact', {
  name: string({ max: 80, description: 'Full name.' }),
  role: string({ max: 40, description: 'What the person does there, such as Purchasing.' }),
  email: string({ max: 120, description: 'Email address.' }),
  phone: string({ max: 24, nullable: true, description: 'Phone number with country code, when known.' }),
})

export const Customer = defineModel('Customer', {
  datasource: 'users_db',
  description: 'A company that buys from the shop.',
  fields: {
    id: uuid({ default: 'uuid', description: 'Identifies the customer; made by the gateway.' }),
    companyName: string({ max: 80, description: 'The company as it calls itself.' }),
    contactName: string({ max: 80, description: 'The person to talk to first.' }),
    email: string({ max: 120, description: 'Where invoices go; no two customers share one.' }),
    address,
    contacts: list(contact, { description: 'Further people at the company, in the order in which to try them.' }),
    tags: list(string({ max: 30 }), {
      nullable: true,
      description: 'Free labels, such as wholesale; null when nobody has labelled the customer.',
    }),
    createdAt: dateTime({ default: 'now', description: 'When the customer signed up.' }),
  },
  key: ['id'],
  unique: [['email']],
  indexes: [['companyName'], ['createdAt']],
  relations: {
    orders: hasMany('Order', { fields: ['id'], references: ['customerId'], description: 'Everything the customer has ordered.' }),
    reviews: hasMany('Review', {
      fields: ['id'],
      references: ['customerId'],
      onDelete: 'cascade',
      description: 'What the customer wrote about products.',
    }),
  },
})

export const Review = defineModel('Review', {
  datasource: 'users_db',
  description: 'What a customer thinks of a product.',
  fields: {
    id: uuid({ default: 'uuid', description: 'Identifies the review; made by the gateway.' }),
    rating: int({ min: 1, maxValue: 5, description: 'From 1, poor, to 5, excellent.' }),
    text: string({ max: 1000, nullable: true, description: 'The review in words; null when only stars were given.' }),
    productId: int({ description: 'The product that is reviewed.' }),
    customerId: uuid({ description: 'The customer who wrote it.' }),
    createdAt: dateTime({ default: 'now', description: 'When it was written.' }),
  },
  key: ['id'],
  indexes: [
    ['productId', 'createdAt'],
    ['customerId', 'createdAt'],
  ],
  relations: {
    product: belongsTo('Product', { fields: ['productId'], references: ['id'], description: 'The product that is reviewed.' }),
    customer: belongsTo('Customer', { fields: ['customerId'], references: ['id'], description: 'The customer who wrote it.' }),
  },
})
