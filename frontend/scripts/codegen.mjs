/**
 * Writes src/graphql/generated: the types by graphql-codegen, one small typed handle per operation (name + hash, no document), and what
 * the tables of the desk know of their lists.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { codegen } from '@graphql-codegen/core'
import * as typescriptOperations from '@graphql-codegen/typescript-operations'
import { getNamedType, isEnumType, Kind, parse, printSchema } from 'graphql'
import { fragmentDefinitions, operations, schema } from './operations.mjs'

const target = fileURLToPath(new URL('../src/graphql/generated/', import.meta.url))
const HEADER = '/* Written by `npm run codegen` from graphql/schema.graphql and graphql/operations. */\n'

const document = { kind: Kind.DOCUMENT, definitions: [...fragmentDefinitions, ...operations.map(({ definition }) => definition)] }
const types = await codegen({
  schema: parse(printSchema(schema)),
  schemaAst: schema,
  documents: [{ location: 'operations.graphql', document }],
  filename: 'types.ts',
  config: {
    skipTypename: true,
    enumsAsTypes: true,
    scalars: { Date: 'string', DateTime: 'string', UUID: 'string' },
    dedupeFragments: true,
    generatesOperationTypes: true,
  },
  plugins: [{ operations: {} }],
  pluginMap: { operations: typescriptOperations },
})

const suffix = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' }
const handles = operations.map(({ name, kind, hash }) => {
  const result = `${name}${suffix[kind]}`
  const lines = [
    `import type { ${result}, ${result}Variables } from '../types'`,
    `export const ${name} = operation<${result}, ${result}Variables>('${kind}', '${name}', '${hash}')`,
  ]
  return { name, text: `${HEADER}import { operation } from '@/shared/operation'\n${lines.join('\n\n')}\n` }
})

const enums = Object.values(schema.getTypeMap())
  .filter((type) => isEnumType(type) && !type.name.startsWith('__'))
  .map((type) => [type.name, type.getValues().map(({ name: value }) => `'${value}'`)])
  .map(([name, values]) => `export const ${name} = [${values.join(', ')}] as const\nexport type ${name} = (typeof ${name})[number]`)

/** Lists by their field of the contract; what they may be sorted by stands in the SDL. */
const declared = JSON.parse(readFileSync(new URL('../../graphql/lists.json', import.meta.url), 'utf8'))
const lists = Object.entries(declared).map(([root, { name, namesPeople }]) => {
  const field = schema.getQueryType().getFields()[root]
  const { type } = field.args.find((argument) => argument.name === 'sort')
  const by = getNamedType(getNamedType(type).getFields().by.type).name
  return { by, text: `export const ${root} = { name: '${name}', root: '${root}', sortBy: ${by}, namesPeople: ${namesPeople} } as const` }
})

// A file per operation, so that a screen brings its own and the first download only what the shell asks.
rmSync(`${target}operations`, { recursive: true, force: true })
mkdirSync(`${target}operations`, { recursive: true })
for (const { name, text } of handles) writeFileSync(`${target}operations/${name}.ts`, text)
writeFileSync(`${target}types.ts`, HEADER + types)
writeFileSync(
  `${target}operations.ts`,
  `${HEADER}${handles.map(({ name }) => `export { ${name} } from './operations/${name}'`).join('\n')}\n`,
)
writeFileSync(`${target}enums.ts`, `${HEADER}${enums.join('\n\n')}\n`)
writeFileSync(
  `${target}lists.ts`,
  `${HEADER}import { ${lists
    .map(({ by }) => by)
    .sort()
    .join(', ')} } from './enums'\n\n${lists.map(({ text }) => text).join('\n')}\n`,
)
console.log(`codegen: ${operations.length} operations`)
