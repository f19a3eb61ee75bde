/** Adds the documents of today to persisted.json. It never removes one: installed phones run last week's app. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { operations, persistedPath } from './operations.mjs'

const known = existsSync(persistedPath) ? JSON.parse(readFileSync(persistedPath, 'utf8')) : {}
const added = operations.filter(({ hash }) => !(hash in known))
for (const { hash, text } of added) known[hash] = text
const sorted = Object.fromEntries(Object.entries(known).sort(([a], [b]) => (a < b ? -1 : 1)))
writeFileSync(persistedPath, `${JSON.stringify(sorted, null, 2)}\n`)
console.log(`persisted.json: ${added.length} added, ${Object.keys(sorted).length} in all`)
