/** The demo's catalogue: products, their categories and suppliers, in the datasource `products_db`. */

import { boolean, decimal, int, json, string } from '#switchyard/model/fields.ts'
import { belongsTo, defineModel, hasMany, manyToMany } from '#switchyard/model/model.ts'

export const Category = defineModel('Category', {
  datasource: 'products_db',
  description: 'A shelf of the shop; shelves stand inside others.',
  fields: {
    id: int({ generated: 'identity', description: 'Identifies the category; numbered by the database.' }),
    name: string({ max: 60, description: 'What stands on the shelf.' }),
    description: string({ max: 200, nullable: true, description: 'One sentence for visitors.' }),
    parentId: int({ nullable: true, description: 'The category around this one; null at the top.' }),
  },
  key: ['id'],
  indexes: [['parentId']],
  relations: {
    parent: belongsTo('Category', { fields: ['parentId'], references: ['id'], description: 'The category around this one.' }),
    children: hasMany('Category', { fields: ['id'], references: ['parentId'], description: 'The categories right inside this one.' }),
    products: hasMany('Product', { fields: ['id'], references: ['categoryId'], description: 'The products on this very shelf.' }),
  },
})

export const Supplier = defineModel('Supplier', {
  datasource: 'products_db',
  description: 'A company that the shop buys from.',
  fields: {
    id: int({ generated: 'identity', description: 'Identifies the supplier; numbered by the database.' }),
    companyName: string({ max: 80, description: 'The company as it calls itself.' }),
    country: string({ max: 40, description: 'Country, by its English name.' }),
    city: string({ max: 60, description: 'City or town.' }),
    homepage: string({ max: 200, nullable: true, description: 'Address on the web, when there is one.' }),
  },
  key: ['id'],
  indexes: [['country']],
  relations: {
    products: hasMany('Product', { fields: ['id'], references: ['supplierId'], description: 'What the supplier delivers.' }),
  },
})

export const Product = defineModel('Product', {
  datasource: 'products_db',
  description: 'Something the shop sells.',
  fields: {
    id: int({ generated: 'identity', description: 'Identifies the product; numbered by the database.' }),
    name: string({ max: 80, description: 'The name on the price tag.' }),
    sku: string({ max: 20, description: 'Stock keeping unit, the code on the box; no two products share one.' }),
    unitPrice: decimal({ precision: 10, scale: 2, min: '0.00', description: 'Price of one piece today, in euro.' }),
    unitsInStock: int({ min: 0, default: { value: 0 }, description: 'Pieces in the warehouse.' }),
    discontinued: boolean({ default: { value: false }, description: 'True when it will not be bought in again.' }),
    attributes: json({ nullable: true, description: 'Whatever else is known: colour, weight, origin, certificates.' }),
    categoryId: int({ description: 'The category it belongs to.' }),
    supplierId: int({ nullable: true, description: 'Who delivers it; null for what the shop makes itself.' }),
  },
  key: ['id'],
  unique: [['sku']],
  indexes: [['categoryId'], ['supplierId'], ['unitPrice']],
  relations: {
    category: belongsTo('Category', { fields: ['categoryId'], references: ['id'], description: 'The category it belongs to.' }),
    supplier: belongsTo('Supplier', { fields: ['supplierId'], references: ['id'], description: 'Who delivers it.' }),
    orderLines: hasMany('OrderLine', { fields: ['id'], references: ['productId'], description: 'Every time it was sold.' }),
    orders: manyToMany('Order', { through: 'OrderLine', near: ['productId'], far: ['orderId'], description: 'The orders it is part of.' }),
    reviews: hasMany('Review', { fields: ['id'], references: ['productId'], description: 'What customers think of it.' }),
  },
})
