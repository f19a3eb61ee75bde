import { checkPush } from '@/features/notifications/push'
import { followPack } from '@/features/worklist/pack/followPack'
import { withWords } from '@/shared/i18n'

/** What begins once a person is signed in and no page waits for. Returns the function that ends it. */
export function afterSignIn(personId: string): () => void {
  const stops = [followPack()]
  let isOver = false
  void checkPush()
  void withWords(['outbox.page'], () => import('@/features/outbox/sayLostWork')).then(({ sayLostWork }) => {
    if (!isOver) stops.push(sayLostWork(personId))
  })
  return () => {
    isOver = true
    stops.forEach((stop) => stop())
  }
}
