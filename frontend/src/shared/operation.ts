/** A named operation which the server knows by the sha256 of its text (graphql/persisted.json); the text itself stays at home. */
export interface Operation<Result, Variables> {
  readonly kind: 'query' | 'mutation' | 'subscription'
  readonly name: string
  readonly hash: string
  /** Only for the compiler: carries the types, never set. */
  readonly types?: (variables: Variables) => Result
}

export function operation<Result, Variables>(
  kind: Operation<Result, Variables>['kind'],
  name: string,
  hash: string,
): Operation<Result, Variables> {
  return { kind, name, hash }
}

interface PersistedBody {
  operationName: string
  variables: unknown
  extensions: { persistedQuery: { version: 1; sha256Hash: string } }
}

/** The request body of an operation: GraphQL over HTTP with `query` left out. */
export function persistedBody(name: string, hash: string, variables: unknown): PersistedBody {
  return { operationName: name, variables, extensions: { persistedQuery: { version: 1, sha256Hash: hash } } }
}
