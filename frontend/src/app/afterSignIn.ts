import { noteBrowser } from '@/features/notifications/browsers/noteBrowser'
import { checkPush } from '@/features/notifications/push'
import { onReconnected } from '@/graphql/live'
import { compareClocks } from '@/outbox/clock'
import { followPack } from '@/features/worklist/pack/followPack'
import { followBadge } from './iconBadge'
import { keepPages } from './keepPages'

/** What begins once a person is signed in and no page waits for. Returns the function that ends it. */
export function afterSignIn(personId: string): () => void {
  const stops = [followPack(), followBadge(), keepPages(), onReconnected(() => void compareClocks())]
  let isOver = false
  void checkPush()
  void noteBrowser()
  void compareClocks()
  void import('@/features/outbox/sayLostWork').then(({ sayLostWork }) => {
    if (!isOver) stops.push(sayLostWork(personId))
  })
  void import('@/features/hazards/followNews').then(({ followNews }) => {
    if (!isOver) stops.push(followNews())
  })
  return () => {
    isOver = true
    stops.forEach((stop) => stop())
  }
}
