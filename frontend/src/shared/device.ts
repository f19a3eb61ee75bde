import { readMeta, writeMeta } from './db'

/** A random id of this installation, kept in the phone's database; tells the server which phone a job came from. */
export async function deviceId(): Promise<string> {
  const known = await readMeta<string>('deviceId')
  if (known) return known
  const made = crypto.randomUUID()
  await writeMeta('deviceId', made)
  return made
}
