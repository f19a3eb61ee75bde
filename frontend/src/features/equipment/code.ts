const CODE = /^[A-Z0-9][A-Z0-9._-]{0,63}$/

/** The equipment code in what a scanner or a person gave: a code, or the address `https://host/q/{code}`; null when neither. */
export function parseCode(scanned: string): string | null {
  const given = scanned.trim()
  if (/^https?:\/\//i.test(given)) return fromAddress(given)
  return normal(given)
}

function fromAddress(address: string): string | null {
  try {
    const [, code] = /^\/q\/([^/]+)\/?$/.exec(new URL(address).pathname) ?? []
    return code ? normal(decodeURIComponent(code)) : null
  } catch {
    return null
  }
}

/** Full-width letters from a Chinese keyboard, lower case and blanks are how people type the same code. */
function normal(given: string): string | null {
  const code = given.normalize('NFKC').replace(/\s+/g, '').toUpperCase()
  return CODE.test(code) ? code : null
}
