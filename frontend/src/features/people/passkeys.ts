import { t } from '@/shared/i18n'

/** Passkeys in this browser. Bytes travel as base64url; what was not answered says why. */
interface Credential {
  id: string
  type: PublicKeyCredentialType
}
export interface ShowOptions {
  challenge: string
  rpId: string
  timeout: number
  allowCredentials: Credential[]
  userVerification: UserVerificationRequirement
}
export interface MakeOptions {
  rp: PublicKeyCredentialRpEntity
  user: { id: string; name: string; displayName: string }
  challenge: string
  pubKeyCredParams: PublicKeyCredentialParameters[]
  timeout: number
  excludeCredentials: Credential[]
  authenticatorSelection: AuthenticatorSelectionCriteria
  attestation: AttestationConveyancePreference
}
export type Answered = { credential: string } | { problem: string }

/** Whether this browser makes passkeys, and the server takes them under the name that stands in the address bar. */
export async function offersPasskeys(): Promise<boolean> {
  if (!('PublicKeyCredential' in window)) return false
  const found = await fetch('/auth/passkeys').then(
    (answer) => answer.json() as Promise<{ host?: string | null }>,
    () => null, // without a network nobody signs in anyway
  )
  return found?.host === location.hostname
}

export function makePasskey(options: MakeOptions): Promise<Answered> {
  const publicKey: PublicKeyCredentialCreationOptions = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: options.excludeCredentials.map(unpacked),
  }
  return answered(navigator.credentials.create({ publicKey }))
}

export function showPasskey(options: ShowOptions): Promise<Answered> {
  const publicKey: PublicKeyCredentialRequestOptions = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: options.allowCredentials.map(unpacked),
  }
  return answered(navigator.credentials.get({ publicKey }))
}

async function answered(asked: Promise<unknown>): Promise<Answered> {
  try {
    const made = (await asked) as PublicKeyCredential
    return { credential: packed(made) }
  } catch (error) {
    const isThere = error instanceof DOMException && error.name === 'InvalidStateError'
    return { problem: t(isThere ? 'passkey.isThere' : 'passkey.notDone') }
  }
}

function packed({ id, rawId, type, response }: PublicKeyCredential): string {
  const { clientDataJSON } = response
  const said =
    response instanceof AuthenticatorAssertionResponse
      ? {
          authenticatorData: text(response.authenticatorData),
          signature: text(response.signature),
          userHandle: response.userHandle && text(response.userHandle),
        }
      : { attestationObject: text((response as AuthenticatorAttestationResponse).attestationObject) }
  return JSON.stringify({ id, rawId: text(rawId), type, response: { clientDataJSON: text(clientDataJSON), ...said } })
}

function unpacked({ id, type }: Credential): PublicKeyCredentialDescriptor {
  return { id: bytes(id), type }
}

export function bytes(base64url: string): Uint8Array<ArrayBuffer> {
  const plain = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'))
  return Uint8Array.from(plain, (each) => each.charCodeAt(0))
}

export function text(buffer: ArrayBuffer): string {
  const plain = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}
