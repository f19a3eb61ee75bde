/** Reads the contract: schema, one operation or fragment per file; gives each operation its full text and sha256. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSchema, Kind, parse, print, validate, visit } from 'graphql'

const contract = fileURLToPath(new URL('../../graphql/', import.meta.url))
export const persistedPath = join(contract, 'persisted.json')

export const schema = buildSchema(readFileSync(join(contract, 'schema.graphql'), 'utf8'))

/** Every file below graphql/operations holds one definition and is called like it; folders are nouns and mean nothing here. */
const definitions = readdirSync(join(contract, 'operations'), { recursive: true })
  .filter((path) => path.endsWith('.graphql'))
  .map((path) => ({ name: basename(path, '.graphql'), text: readFileSync(join(contract, 'operations', path), 'utf8') }))
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .map(onlyDefinition)

const names = definitions.map(({ name }) => name.value)
const twice = names.filter((name, index) => names.indexOf(name) !== index)
if (twice.length > 0) throw new Error(`more than one file is called ${twice.join(', ')}`)

const fragments = new Map(
  definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((definition) => [definition.name.value, definition]),
)

function onlyDefinition({ name, text }) {
  const [definition, ...others] = parse(text, { noLocation: true }).definitions
  if (others.length > 0 || definition?.name?.value !== name) {
    throw new Error(`${name}.graphql must hold exactly the operation or fragment ${name}`)
  }
  return definition
}

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

function operation(definition) {
  const name = definition.name.value
  const needed = [...fragmentsOf(definition)].sort().map((fragment) => fragments.get(fragment))
  const document = { kind: Kind.DOCUMENT, definitions: [definition, ...needed] }
  const errors = validate(schema, document)
  if (errors.length > 0) throw new Error(`${name}.graphql: ${errors.map((error) => error.message).join('; ')}`)
  const full = print(document)
  return { name, kind: definition.operation, definition, text: full, hash: createHash('sha256').update(full).digest('hex') }
}

export const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).map(operation)
export const fragmentDefinitions = [...fragments.values()]
