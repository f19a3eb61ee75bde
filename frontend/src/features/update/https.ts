import { computed, ref } from 'vue'
import { isWorkerRefused } from './update'

export type Lack = 'SENDING' | 'RINGING' | 'CAMERA' | 'PUSH' | 'OFFLINE' | 'INSTALL'
export type Connection = 'good' | 'plain' | 'untrusted'

const LACKS: Record<Connection, readonly Lack[]> = {
  good: [],
  // Locks, hashes and ids are withheld, too: nothing that is submitted would ever leave.
  plain: ['SENDING', 'RINGING', 'CAMERA', 'PUSH', 'OFFLINE', 'INSTALL'],
  // Who passed the warning of the browser has everything but what the service worker does.
  untrusted: ['PUSH', 'OFFLINE', 'INSTALL'],
}
const STORED = 'anhuan.https-note'
const CERTIFICATE = '/trust/anhuan-ca.crt'

const isSeen = ref(sessionStorage.getItem(STORED) === 'seen')

/** Whether the browser has all of the app here, and if not, why. Without TLS only this machine itself has. */
export const httpsState = computed<Connection>(() => (!isSecureContext ? 'plain' : isWorkerRefused.value ? 'untrusted' : 'good'))
export const lacks = computed(() => LACKS[httpsState.value])
/** Once per session, until somebody has put it aside. */
export const showsHttpsNote = computed(() => httpsState.value !== 'good' && !isSeen.value)

export function putHttpsNoteAside(): void {
  isSeen.value = true
  sessionStorage.setItem(STORED, 'seen')
}

/** Whether this server has a certificate to install; every other one answers with no such file. */
export async function offersCertificate(): Promise<boolean> {
  const answer = await fetch(CERTIFICATE, { method: 'HEAD' }).catch(() => null)
  return answer?.ok === true && answer.headers.get('content-type') === 'application/x-x509-ca-cert'
}
