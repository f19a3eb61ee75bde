import { ask } from '@/graphql/client'
import { NoteBrowser } from '@/graphql/generated/operations'
import { ownKind } from './brand'

/** Tells the server, once for each start, what kind of browser this sign-in is in; without a network the next start does. */
export async function noteBrowser(): Promise<void> {
  await ask(NoteBrowser, { input: { operationId: crypto.randomUUID(), ...(await ownKind()) } }).catch(() => undefined)
}
