/** A signal that cuts after `ms`; `AbortSignal.timeout` is younger than the oldest phone (.browserslistrc). */
export function within(ms: number): AbortSignal {
  const cut = new AbortController()
  setTimeout(() => cut.abort(new DOMException('no answer in time', 'TimeoutError')), ms)
  return cut.signal
}

/**
 * The answer, or null where the network or the time cut it. What fails before a request is made, or after its answer is there, is
 * an error of our own and not caught here: it must not be called a lost network.
 */
export function unlessCut(request: Promise<Response>): Promise<Response | null> {
  return request.catch(() => null)
}
