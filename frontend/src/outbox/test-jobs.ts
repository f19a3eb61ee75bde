import type { Entry } from '@/shared/records'

/** A job as a test needs it: complete, with what matters to the test put on top. */
export function job(over: Partial<Entry> = {}): Entry {
  return {
    v: 1,
    id: 'job-1',
    userId: 'alice',
    operation: 'AcknowledgeAlert',
    hash: 'a'.repeat(64),
    variables: { input: { operationId: 'job-1', alertId: 'alert-1' } },
    photoHashes: [],
    subject: { kind: 'alert', id: 'alert-1', title: 'P-101', route: '/alerts/alert-1' },
    draft: null,
    createdAt: 0,
    timeZone: 'Asia/Shanghai',
    deviceId: 'phone-1',
    sequence: 1,
    state: 'queued',
    attempts: 0,
    retryAt: 0,
    lastError: null,
    dependsOn: null,
    ...over,
  }
}
