import { describe, expect, it, vi } from 'vitest'
import { onReturn } from './returns'

describe('who comes back', () => {
  it('is noticed when the page is in sight again or the network is there, until nobody asks', () => {
    const listener = vi.fn()
    const stop = onReturn(listener)
    document.dispatchEvent(new Event('visibilitychange'))
    window.dispatchEvent(new Event('online'))
    expect(listener).toHaveBeenCalledTimes(2)
    const hidden = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    document.dispatchEvent(new Event('visibilitychange'))
    hidden.mockRestore()
    stop()
    window.dispatchEvent(new Event('online'))
    expect(listener).toHaveBeenCalledTimes(2)
  })
})
