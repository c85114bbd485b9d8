/** The page of figures that a scraper reads. */

export interface MetricsPage {
  /** In Prometheus' text format. */
  readonly page: () => Promise<string>
  /** What a scraper sends as its bearer token. Undefined: this machine itself may read without one. */
  readonly token: string | undefined
}
