/** Where a request's rows live: a datasource, and for which tenant in which namespace of it. */

export interface Placement {
  /** The datasource's configured name. */
  readonly datasource: string
  readonly tenant?: string
  /** The schema or database that holds this tenant's tables. */
  readonly namespace?: string
}
