/** GraphiQL from our own origin: a small page and its assets, which need no internet and allow no inline script. */

import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { GatewayError } from '../base/errors.ts'
import type { Answer } from './answer.ts'

export interface Example {
  readonly query: string
  /** Values for the query's variables. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  /** Shown as a comment above the query. */
  readonly name?: string | undefined
}

export interface GraphiqlOptions {
  readonly title: string
  /** Opened as tabs on a first visit. */
  readonly examples: readonly Example[]
}

export interface Graphiql {
  page(): Promise<Answer>
  /** The asset under a path, compressed as the request accepts; refused with NOT_FOUND when there is none. */
  asset(request: { readonly path: string; readonly header: (name: string) => string | null }): Promise<Answer>
}

interface Asset {
  readonly path: string
  readonly type: string
  readonly etag: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Made at the first request for it, then kept. */
  readonly compressed: Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>
}

type Encoding = 'br' | 'gzip'

const SCRIPT = 'text/javascript; charset=utf-8'

/** Monaco writes its styles into the page; everything else comes from files of this origin. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

const SECURITY = { 'content-security-policy': POLICY }

/** @param endpoint the path of the graph; the assets are served under it */
export function createGraphiql(options: GraphiqlOptions, endpoint: string): Graphiql {
  // Nine megabytes of script: read at the first visit, because most processes never get one.
  let built: Promise<Built> | undefined
  const ready = () => {
    built ??= build(options, endpoint)
    return built
  }
  return {
    async page() {
      const { page, assets } = await ready()
      // By the time the browser asks for them they are being compressed.
      for (const asset of assets.values()) void compress(asset, 'br')
      return { status: 200, headers: { ...SECURITY, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' }, body: page }
    },
    async asset(request) {
      const asset = (await ready()).assets.get(request.path)
      if (asset === undefined) throw new GatewayError('NOT_FOUND', 'There is no such asset.')
      const headers = {
        ...SECURITY,
        etag: asset.etag,
        vary: 'accept-encoding',
        'cache-control': 'public, max-age=31536000, immutable',
      }
      if (request.header('if-none-match')?.includes(asset.etag)) return { status: 304, headers, body: null }
      const encoding = acceptedEncoding(request.header('accept-encoding'))
      const body = encoding === undefined ? asset.bytes : await compress(asset, encoding)
      return {
        status: 200,
        headers: { ...headers, 'content-type': asset.type, ...(encoding === undefined ? {} : { 'content-encoding': encoding }) },
        body,
      }
    },
  }
}

interface Built {
  readonly page: string
  readonly assets: ReadonlyMap<string, Asset>
}

async function build(options: GraphiqlOptions, endpoint: string): Promise<Built> {
  const source = await import('@graphql-yoga/render-graphiql/graphiql')
  const assets = new Map<string, Asset>()
  const add = (name: string, extension: string, type: string, content: string | Buffer) => {
    const bytes = Buffer.from(content)
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
    const path = `${endpoint}/assets/${name}.${hash}.${extension}`
    assets.set(path, { path, type, etag: `"${hash}"`, bytes, compressed: new Map() })
    return path
  }
  const workers = {
    editorWorkerService: add('editor-worker', 'js', SCRIPT, source.editorWorkerService),
    json: add('json-worker', 'js', SCRIPT, source.jsonWorker),
    graphql: add('graphql-worker', 'js', SCRIPT, source.graphqlWorker),
  }
  const icon = Buffer.from(source.favicon.slice(source.favicon.indexOf(',') + 1), 'base64')
  const paths = {
    icon: add('favicon', 'ico', 'image/x-icon', icon),
    styles: add('graphiql', 'css', 'text/css; charset=utf-8', source.css),
    graphiql: add('graphiql', 'js', SCRIPT, source.js),
    start: add('start', 'js', SCRIPT, startScript(workers, options, endpoint)),
  }
  return { page: pageHtml(options.title, paths), assets }
}

function startScript(workers: Record<string, string>, options: GraphiqlOptions, endpoint: string): string {
  const tabs = options.examples.map(({ name, query, variables }) => ({
    query: name === undefined ? query : `# ${name.replace(/\s+/g, ' ')}\n${query}`,
    variables: variables === undefined ? null : JSON.stringify(variables, null, 2),
  }))
  const settings = {
    endpoint,
    // GraphiQL takes it for HTML.
    title: escapeHtml(options.title),
    // A key that somebody tries is not left in the browser.
    shouldPersistHeaders: false,
    // Shown in a new tab; GraphiQL's own is a page of greeting.
    defaultQuery: tabs[0]?.query ?? '{\n  __typename\n}\n',
    ...(tabs.length === 0 ? {} : { defaultTabs: tabs }),
  }
  return `const workers = ${JSON.stringify(workers)}
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => workers[label] ?? workers.editorWorkerService }
const settings = ${JSON.stringify(settings)}
// GraphiQL opens the first of the default tabs without its variables, and adds an empty tab at each visit on which the
// active one was not edited before; told what that tab holds, it does neither. A shared link's query comes first.
const stored = JSON.parse(localStorage.getItem('graphiql:tabState') ?? 'null') ?? { tabs: settings.defaultTabs, activeTabIndex: 0 }
const tab = stored.tabs?.[stored.activeTabIndex]
if (tab && !new URLSearchParams(location.search).has('query')) {
  settings.query = tab.query ?? undefined
  settings.variables = tab.variables ?? undefined
}
addEventListener('DOMContentLoaded', () => YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), settings))
`
}

function pageHtml(title: string, paths: { icon: string; styles: string; graphiql: string; start: string }): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="${paths.icon}">
    <link rel="stylesheet" href="${paths.styles}">
    <script defer src="${paths.start}"></script>
    <script defer src="${paths.graphiql}"></script>
  </head>
  <body id="body" class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>
  </body>
</html>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

function acceptedEncoding(header: string | null): Encoding | undefined {
  const accepted = (header ?? '').split(',').map((entry) => entry.trim().toLowerCase())
  // An entry with a quality is rare and only a preference, but for `q=0`, which refuses.
  const takes = (encoding: Encoding) =>
    accepted.some((entry) => entry === encoding || (entry.startsWith(`${encoding};`) && !/q=0(\.0*)?$/.test(entry)))
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : undefined
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

function compress(asset: Asset, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  const kept = asset.compressed.get(encoding)
  if (kept !== undefined) return kept
  // Quality 5 is within a few percent of the best at a thirtieth of its time.
  const made = encoding === 'br' ? brotli(asset.bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : zip(asset.bytes)
  asset.compressed.set(encoding, made)
  return made
}
