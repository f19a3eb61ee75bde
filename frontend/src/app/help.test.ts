import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { routes } from './routes'
import { helpLines, helpScreen } from '@/features/settings/help'

/** Each page by its path, as the router joins them; nobody who cannot leave a page yet is helped on it. */
const pages = new Map(
  routes
    .filter(({ meta }) => !meta?.isBare)
    .flatMap(({ path, meta = {}, children = [] }) => [
      [path, meta] as const,
      ...children.map((child) => [`${path}/${child.path}`, child.meta ?? {}] as const),
    ]),
)
const words = ['zh', 'en'].map(
  (language) => JSON.parse(readFileSync(`../locales/${language}/app.help.json`, 'utf8')) as Record<string, string>,
)

/** What needs no help of the hand, and why. */
const WITHOUT = new Map([
  ...[
    '/admin/:section?/:id?/:part?',
    '/connect',
    '/held',
    '/kpis',
    '/lab',
    '/lab/:sensor',
    '/policy',
    '/reach',
    '/risk-settings',
    '/sources',
    '/task-rules',
  ].map((path) => [path, 'a desk is meant'] as const),
  ...['/security', '/settings/data', '/settings/notices', '/switched-off', '/away', '/:path(.*)*'].map(
    (path) => [path, 'it is words itself'] as const,
  ),
  ['/follow', 'open to people who have no account, and explains itself'],
  ['/styleguide', 'no built app has it'],
])

describe('help', () => {
  it.each([...pages].filter(([path]) => !WITHOUT.has(path)))('is there for %s, in sentences of both languages', (_, meta) => {
    const screen = helpScreen([{ meta }])

    expect(screen).not.toBeNull()
    for (const key of screen ? helpLines(screen) : []) for (const language of words) expect(language[key], key).toMatch(/[。.！!?？]$/)
  })

  it('leaves out only what is a page, and has none', () => {
    for (const path of WITHOUT.keys()) expect(pages.get(path), path).toEqual(expect.not.objectContaining({ help: expect.anything() }))
  })

  it('speaks of the alert that lies over the list, not of the list', () => {
    const list = { meta: pages.get('/alerts') ?? {} }
    const alert = { meta: pages.get('/alerts/:id') ?? {} }

    expect(helpScreen([list, alert])).toEqual(['alert', 4])
    expect(helpScreen([list])).toEqual(['alerts', 4])
  })

  it('is silent where there is no page', () => {
    expect(helpScreen([])).toBeNull()
  })
})
