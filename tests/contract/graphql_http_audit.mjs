// Runs the audit suite of the graphql-http package (GraphQL over HTTP) against a server.
// node graphql_http_audit.mjs <folder of node_modules> <url> <bearer token>; prints JSON: [{name, status, reason}].
import { createRequire } from 'node:module'
import { join } from 'node:path'

const [, , modules, url, token] = process.argv
const { auditServer } = createRequire(join(modules, 'audit.cjs'))('graphql-http')

const results = await auditServer({
  url,
  fetchFn: (input, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('Authorization', `Bearer ${token}`)
    return fetch(input, { ...init, headers })
  },
})
console.log(JSON.stringify(results.map(({ name, status, reason }) => ({ name, status, reason: reason ?? '' }))))
