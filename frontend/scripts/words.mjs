/** Writes src/locales/{zh,en}: the words of locales/ in three sets, by when a page needs them. A new file comes with `workflow`. */
import { readdirSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'

const HEADER = '/* Written by `npm run codegen` from the files of locales/. */'
/** In the first download: every file here costs everybody. */
const FIRST = [
  ...['alerts', 'app', 'cases', 'core', 'deadlines', 'demo', 'equipment', 'errors', 'hazards', 'outbox', 'people', 'photos'],
  ...['readings', 'sensors', 'sites', 'worklist'],
]
/** Of what only few people open. */
const OFFICER = ['alerts.suppression', 'sensors.intake', 'tuning.performance', 'tuning.proposals']
/** Of messages and documents, which the back end writes. */
const isOfPages = (name) =>
  !name.endsWith('.messages') && !['alerts.causes', 'archive.dossier', 'hazards.records', 'sensors.camera_events'].includes(name)

const folder = (path) => fileURLToPath(new URL(path, import.meta.url))
const camel = (name) => name.replaceAll(/[._](\w)/g, (_, letter) => letter.toUpperCase())

function source(set, language, names) {
  const imports = names.map((name) => `import ${camel(name)} from '@locales/${language}/${name}.json'`)
  const words = `export const ${set} = { ${names.map((name) => `...${camel(name)}`).join(', ')} }`
  // English that lacks a message does not compile.
  const isZh = language === 'zh'
  const zh = isZh ? [] : [`import type { ${set} as zh } from '../zh/${set}'`]
  return [HEADER, ...imports, ...zh, '', isZh ? words : `${words} satisfies Record<keyof typeof zh, string>`].join('\n')
}

for (const language of ['zh', 'en']) {
  const files = readdirSync(folder(`../../locales/${language}`))
  const names = files.map((file) => basename(file, '.json')).sort()
  const sets = {
    first: FIRST,
    officer: OFFICER,
    workflow: names.filter((name) => isOfPages(name) && !FIRST.includes(name) && !OFFICER.includes(name)),
  }
  for (const [set, chosen] of Object.entries(sets)) {
    const path = folder(`../src/locales/${language}/${set}.ts`)
    const style = await resolveConfig(path)
    writeFileSync(path, await format(source(set, language, chosen), { ...style, filepath: path }))
  }
}
