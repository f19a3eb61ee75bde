/** Bundles the outbox of the pages as it stands, for a page that has nothing else: node outbox_bundle.mjs <frontend> <file>. */
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [frontend, file] = process.argv.slice(2)
const { rolldown } = await import(createRequire(join(frontend, 'package.json')).resolve('rolldown'))
const entry = '\0outbox'
const source = `
export { submit } from '@/outbox/submit'
export { drain } from '@/outbox/drain'
export { allEntries, sentRows, wake } from '@/outbox/store'
export { acceptGrant } from '@/shared/token'
export { writeMeta } from '@/shared/db'
`
const bundle = await rolldown({
  input: entry,
  cwd: frontend,
  resolve: { alias: { '@': join(frontend, 'src') } },
  plugins: [
    {
      name: 'outbox',
      resolveId: (id, from) => (id === entry ? id : from === entry ? join(frontend, 'src', `${id.slice(2)}.ts`) : null),
      load: (id) => (id === entry ? source : null),
    },
  ],
})
const { output } = await bundle.generate({ format: 'iife', name: 'outbox' })
writeFileSync(file, output[0].code)
