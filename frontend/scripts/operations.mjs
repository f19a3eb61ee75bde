/** Reads the contract: schema, one operation per file, fragments; gives each operation its full text and sha256. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSchema, Kind, parse, print, validate, visit } from 'graphql'

const contract = fileURLToPath(new URL('../../graphql/', import.meta.url))
export const persistedPath = join(contract, 'persisted.json')

export const schema = buildSchema(readFileSync(join(contract, 'schema.graphql'), 'utf8'))

const read = (folder) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.graphql'))
    .map((entry) => ({ name: basename(entry.name, '.graphql'), text: readFileSync(join(folder, entry.name), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))

const fragments = new Map(
  read(join(contract, 'operations', 'fragments')).map(({ name, text }) => [name, parse(text, { noLocation: true }).definitions[0]]),
)

function fragmentsOf(node, seen = new Set()) {
  visit(node, {
    FragmentSpread({ name: { value } }) {
      if (seen.has(value)) return
      seen.add(value)
      const fragment = fragments.get(value)
      if (!fragment) throw new Error(`no fragment ${value}`)
      fragmentsOf(fragment, seen)
    },
  })
  return seen
}

function operation({ name, text }) {
  const definitions = parse(text, { noLocation: true }).definitions
  const [definition] = definitions
  if (definitions.length !== 1 || definition.kind !== Kind.OPERATION_DEFINITION || definition.name?.value !== name) {
    throw new Error(`${name}.graphql must hold exactly the operation ${name}`)
  }
  const needed = [...fragmentsOf(definition)].sort().map((fragment) => fragments.get(fragment))
  const document = { kind: Kind.DOCUMENT, definitions: [definition, ...needed] }
  const errors = validate(schema, document)
  if (errors.length > 0) throw new Error(`${name}.graphql: ${errors.map((error) => error.message).join('; ')}`)
  const full = print(document)
  return { name, kind: definition.operation, definition, text: full, hash: createHash('sha256').update(full).digest('hex') }
}

export const operations = read(join(contract, 'operations')).map(operation)
export const fragmentDefinitions = [...fragments.values()]
