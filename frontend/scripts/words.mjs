/** Writes src/locales/{zh,en}: the words of locales/, some for the first download, every other file as a set of its own. */
import { readdirSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

const HEADER = '/* Written by `npm run codegen` from the files of locales/. */'
/** In the first download, because nearly every screen shows some of them: every file here costs everybody. */
const FIRST = ['app', 'core', 'errors', 'outbox', 'people']
/** What a home and the alarm around it show: one set, since all of them are asked for at once. */
const HOME = ['alerts', 'alerts.alarm', 'alerts.answers', 'app.notes', 'app.places', 'cases', 'deadlines', 'hazards', 'sensors', 'worklist']
/** Of messages and documents, which the back end writes. */
const isOfPages = (name) =>
  !name.endsWith('.messages') &&
  ![
    'alerts.causes',
    'app.trust_page',
    'archive.dossier',
    'equipment.label_page',
    'notifications.answer_page',
    'hazards.records',
    'people.held',
    'people.notices',
    'sensors.camera_events',
    'starting_sets.words',
    'workbooks.files',
    'worklist.exports',
  ].includes(name)

const folder = (path) => fileURLToPath(new URL(path, import.meta.url))
const camel = (name) => name.replaceAll(/[._](\w)/g, (_, letter) => letter.toUpperCase())

const importsOf = (language, names) => names.map((name) => `import ${camel(name)} from '@locales/${language}/${name}.json'`)
const joined = (names) => `{ ${names.map((name) => `...${camel(name)}`).join(', ')} }`

/** English that lacks a message does not compile. */
function firstSource(language, names) {
  const imports = importsOf(language, names)
  const words = `export const first = ${joined(names)}`
  if (language === 'zh') return [HEADER, ...imports, '', words]
  return [HEADER, ...imports, `import type { first as zh } from '../zh/first'`, '', `${words} satisfies Record<keyof typeof zh, string>`]
}

function homeSource(language, names) {
  return [HEADER, ...importsOf(language, names), '', `export default ${joined(names)}`]
}

function laterSource(language, names) {
  const loaders = names.map((name) => `'${name}': () => import('@locales/${language}/${name}.json'),`)
  const later = ['export const later = {', `home: () => import('./home'),`, ...loaders]
  if (language === 'zh') return [HEADER, ...later, '}']
  const words = `Record<keyof Awaited<ReturnType<(typeof zh)[Name]>>['default'], string>`
  const types = `{ [Name in keyof typeof zh]: () => Promise<{ default: ${words} }> }`
  return [HEADER, `import type { later as zh } from '../zh/later'`, '', ...later, `} satisfies ${types}`]
}

async function write(path, lines) {
  const style = await resolveConfig(path)
  writeFileSync(path, await format(lines.join('\n'), { ...style, filepath: path }))
}

for (const language of ['zh', 'en']) {
  const files = readdirSync(folder(`../../locales/${language}`))
  const names = files.map((file) => basename(file, '.json')).sort()
  const later = names.filter((name) => isOfPages(name) && !FIRST.includes(name) && !HOME.includes(name))
  await write(folder(`../src/locales/${language}/first.ts`), firstSource(language, FIRST))
  await write(folder(`../src/locales/${language}/home.ts`), homeSource(language, HOME))
  await write(folder(`../src/locales/${language}/later.ts`), laterSource(language, later))
}
