import { createApp } from 'vue'
import App from './app/App.vue'
import { followNotifications, router } from './app/router'
import { startSession } from '@/features/people/session'
import { reloadOnMissingChunk } from './features/update/chunks'
import { listenForInstall } from './features/update/install'
import { registerWorker } from './features/update/update'
import { restoreLocale } from './shared/i18n'
import { restoreTheme } from './shared/theme'
import './styles/tokens.css'
import './styles/vant.css'
import './styles/base.css'

restoreTheme()
listenForInstall()
await Promise.all([restoreLocale(), startSession()])
createApp(App).use(router).mount('#app')
reloadOnMissingChunk()
void followNotifications()
registerWorker()
