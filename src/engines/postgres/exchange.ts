/** One statement on the wire: what is sent for it, and what comes back as the server's own text. */

/** The messages of the protocol, as the driver's connection sends them. */
export interface Wire {
  readonly stream: { cork(): void; uncork(): void; destroy(error?: Error): void }
  query(text: string): void
  parse(message: { readonly name: string; readonly text: string }): void
  bind(message: { readonly statement: string; readonly values: readonly (string | null)[] }): void
  execute(message: { readonly rows: number }): void
  close(message: { readonly type: 'S'; readonly name: string }): void
  sync(): void
  sendCopyFail(message: string): void
}

export interface Outcome {
  readonly rows: readonly (readonly (string | null)[])[]
  /** Such as `INSERT 0 5`; null when the rows were cut. */
  readonly tag: string | null
}

/**
 * What the driver's client runs. Unlike its own queries it asks for no descriptions, makes no values of texts and has the server
 * stop after so many rows: the driver's `rows` only fetches all of them in portions.
 */
export class Exchange {
  readonly done: Promise<Outcome>
  readonly #send: (wire: Wire) => void
  readonly #rows: (readonly (string | null)[])[] = []
  #tag: string | null = null
  #resolve: (outcome: Outcome) => void = () => undefined
  #reject: (error: unknown) => void = () => undefined

  /** @param send everything at once, a sync at its end */
  constructor(send: (wire: Wire) => void) {
    this.#send = send
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
  }

  // From here on: called by the client.

  submit(connection: unknown): null {
    const wire = connection as Wire
    wire.stream.cork()
    try {
      this.#send(wire)
    } finally {
      wire.stream.uncork()
    }
    return null
  }

  handleRowDescription(): void {}

  handleDataRow(message: { readonly fields: readonly (string | null)[] }): void {
    this.#rows.push(message.fields)
  }

  handleCommandComplete(message: { readonly text: string }): void {
    this.#tag = message.text
  }

  handlePortalSuspended(): void {}

  handleEmptyQuery(): void {}

  handleCopyInResponse(wire: Wire): void {
    wire.sendCopyFail('nothing is copied here')
  }

  handleCopyData(): void {}

  handleError(error: unknown): void {
    this.#reject(error)
  }

  handleReadyForQuery(): void {
    this.#resolve({ rows: this.#rows, tag: this.#tag })
  }
}
