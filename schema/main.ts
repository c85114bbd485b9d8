/** The demo's trade: orders, their lines and shipments, and the employees who look after them, in the datasource `main`. */

import { field, mul, sub, value } from '#switchyard/model/computed.ts'
import { computed, date, dateTime, decimal, enumOf, float, int, string, uuid } from '#switchyard/model/fields.ts'
import { belongsTo, defineModel, hasMany, manyToMany } from '#switchyard/model/model.ts'

export const Employee = defineModel('Employee', {
  datasource: 'main',
  description: 'Someone who works in the shop.',
  fields: {
    id: int({ generated: 'identity', description: 'Identifies the employee; numbered by the database.' }),
    firstName: string({ max: 40, description: 'Given name.' }),
    lastName: string({ max: 40, description: 'Family name.' }),
    title: string({ max: 60, description: 'What it says on the door.' }),
    hiredOn: date({ description: 'First day at work.' }),
    email: string({ max: 120, description: 'Address at work; no two employees share one.' }),
    managerId: int({ nullable: true, description: 'Whom the employee reports to; null at the top.' }),
  },
  key: ['id'],
  unique: [['email']],
  indexes: [['managerId'], ['lastName']],
  relations: {
    manager: belongsTo('Employee', { fields: ['managerId'], references: ['id'], description: 'Whom the employee reports to.' }),
    reports: hasMany('Employee', { fields: ['id'], references: ['managerId'], description: 'Who reports to the employee.' }),
    orders: hasMany('Order', { fields: ['id'], references: ['employeeId'], description: 'The orders the employee looks after.' }),
  },
})

export const Order = defineModel('Order', {
  datasource: 'main',
  description: 'A customer’s order.',
  fields: {
    id: int({ generated: 'identity', description: 'The order number; given by the database.' }),
    status: enumOf(
      'OrderStatus',
      { OPEN: 'open', PAID: 'paid', SHIPPED: 'shipped', DELIVERED: 'delivered', CANCELLED: 'cancelled' },
      { default: { value: 'OPEN' }, description: 'How far the order has come.' },
    ),
    orderedAt: dateTime({ precision: 3, default: 'now', description: 'When it was placed.' }),
    requiredOn: date({ nullable: true, description: 'The day the customer needs it; null when there is no hurry.' }),
    freight: decimal({ precision: 10, scale: 2, min: '0.00', default: { value: '0.00' }, description: 'Cost of delivery, in euro.' }),
    customerId: uuid({ description: 'Who ordered.' }),
    employeeId: int({ nullable: true, description: 'Who looks after it; null for orders from the web.' }),
  },
  key: ['id'],
  indexes: [['customerId', 'orderedAt'], ['employeeId'], ['status', 'orderedAt'], ['orderedAt']],
  relations: {
    customer: belongsTo('Customer', { fields: ['customerId'], references: ['id'], description: 'Who ordered.' }),
    employee: belongsTo('Employee', { fields: ['employeeId'], references: ['id'], description: 'Who looks after it.' }),
    lines: hasMany('OrderLine', {
      fields: ['id'],
      references: ['orderId'],
      onDelete: 'cascade',
      description: 'What was ordered, a line for each product.',
    }),
    shipments: hasMany('Shipment', {
      fields: ['id'],
      references: ['orderId'],
      onDelete: 'cascade',
      description: 'The parcels that were sent.',
    }),
    products: manyToMany('Product', {
      through: 'OrderLine',
      near: ['orderId'],
      far: ['productId'],
      description: 'The products on its lines.',
    }),
  },
})

export const OrderLine = defineModel('OrderLine', {
  datasource: 'main',
  description: 'One product on an order.',
  fields: {
    orderId: int({ description: 'The order it stands on.' }),
    productId: int({ description: 'The product that was ordered.' }),
    quantity: int({ min: 1, description: 'Pieces.' }),
    unitPrice: decimal({ precision: 10, scale: 2, min: '0.00', description: 'Price of one piece when it was ordered, in euro.' }),
    discount: decimal({
      precision: 4,
      scale: 2,
      min: '0.00',
      maxValue: '1.00',
      default: { value: '0.00' },
      description: 'Part of the price that is let off: 0.10 is ten percent.',
    }),
    lineTotal: computed(mul(mul(field('quantity'), field('unitPrice')), sub(value('1'), field('discount'))), {
      scale: 2,
      description: 'Quantity times price, less the discount, in euro.',
    }),
  },
  key: ['orderId', 'productId'],
  indexes: [['productId']],
  relations: {
    order: belongsTo('Order', { fields: ['orderId'], references: ['id'], description: 'The order it stands on.' }),
    product: belongsTo('Product', { fields: ['productId'], references: ['id'], description: 'The product that was ordered.' }),
  },
})

export const Shipment = defineModel('Shipment', {
  datasource: 'main',
  description: 'A parcel on its way to a customer.',
  fields: {
    id: int({ generated: 'identity', description: 'Identifies the shipment; numbered by the database.' }),
    orderId: int({ description: 'The order that it belongs to.' }),
    carrier: string({ max: 40, description: 'Who carries it.' }),
    trackingCode: string({ max: 40, description: 'The code to follow it by; no two shipments share one.' }),
    shippedAt: dateTime({ precision: 3, description: 'When it left the warehouse.' }),
    deliveredAt: dateTime({ precision: 3, nullable: true, description: 'When it arrived; null while it is on its way.' }),
    weight: float({ description: 'Weight in kilograms, as the scale showed it.' }),
  },
  key: ['id'],
  unique: [['trackingCode']],
  indexes: [['orderId']],
  relations: {
    order: belongsTo('Order', { fields: ['orderId'], references: ['id'], description: 'The order that it belongs to.' }),
  },
})
