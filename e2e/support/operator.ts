import { expect, type Page } from '@playwright/test'
import { signUp } from './account.ts'
import type { Shop } from './shop.ts'

/** An operator and what she does, in her words. */
export class Operator {
  readonly page: Page
  readonly shop: Shop
  private readonly places = new Map<string, string>()

  constructor(page: Page, shop: Shop) {
    this.page = page
    this.shop = shop
  }

  /** The same person at another page. */
  at(page: Page): Operator {
    return new Operator(page, this.shop)
  }

  async registers(): Promise<void> {
    const { page, shop } = this
    await page.goto(`${shop.appUrl}/register`)
    await page.getByLabel('Email').fill(shop.email)
    await page.getByLabel('Пароль', { exact: true }).fill(shop.password)
    await page.getByLabel('Название компании').fill('Моя компания')
    await page.getByRole('button', { name: 'Зарегистрироваться' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Подключите Wildberries' })).toBeVisible()
  }

  async connects(token = this.shop.token): Promise<void> {
    const { page } = this
    await page.getByLabel('API-ключ Wildberries').fill(token)
    await page.getByRole('button', { name: 'Подключить', exact: true }).click()
  }

  /** Somebody whose shop has long been connected opens her inbox. How a newcomer gets there is a story of its own. */
  async startsWork(token = this.shop.token): Promise<void> {
    const { page, shop } = this
    await signUp(page.context(), shop)
    const query = 'mutation ($token: String!) { connectMarketplace(input: { token: $token }) { __typename } }'
    expect(await this.asks(query, { token })).toContain('ConnectMarketplaceSuccess')

    await this.opensInbox()
  }

  /** Asks the app past her browser, which may be without a network. */
  async asks(query: string, variables: object = {}): Promise<string> {
    const { page, shop } = this
    const headers = { origin: shop.appUrl, 'x-agentiq-client': 'web' }
    const answer = await page.request.post(`${shop.appUrl}/graphql`, { headers, data: { query, variables } })
    return await answer.text()
  }

  async signsIn(): Promise<void> {
    const { page, shop } = this
    await page.goto(`${shop.appUrl}/login`)
    await page.getByLabel('Email').fill(shop.email)
    await page.getByLabel('Пароль', { exact: true }).fill(shop.password)
    await page.getByRole('button', { name: 'Войти' }).click()
  }

  async opensInbox(): Promise<void> {
    await this.page.goto(`${this.shop.appUrl}/inbox`)
    await expect(this.page.getByRole('heading', { level: 1, name: 'Сообщения' })).toBeVisible()
  }

  async opensConnections(): Promise<void> {
    await this.page.goto(`${this.shop.appUrl}/settings/connections`)
    await expect(this.page.getByText('Wildberries', { exact: true })).toBeVisible()
  }

  /** What the settings say of a channel. */
  channel(name: string) {
    return this.page.getByRole('list', { name: 'Каналы' }).getByRole('listitem').filter({ hasText: name })
  }

  /** From the first synchronisation to the list, whether the app leads there itself or is asked to. */
  async entersInbox(): Promise<void> {
    const { page } = this
    for (const name of ['Продолжить', 'Перейти к сообщениям']) {
      const button = page.getByRole('button', { name })
      await expect(button.or(page.getByRole('heading', { level: 1, name: 'Сообщения' })).first()).toBeVisible()
      if (await button.isVisible()) await button.click().catch(() => undefined)
    }
    await expect(page.getByRole('heading', { level: 1, name: 'Сообщения' })).toBeVisible()
  }

  /** The shell is on the device: from now on the app opens without a network. */
  async isReadyForOffline(): Promise<void> {
    await this.page.evaluate(async () => {
      await navigator.serviceWorker.ready
    })
    await this.page.waitForTimeout(1_000)
  }

  /** The app reads by itself what waits for an answer. */
  async readsAhead(): Promise<void> {
    await this.page.waitForResponse((answer) => answer.request().postData()?.includes('InteractionsAhead') ?? false)
  }

  /** The row of an interaction, found by what the buyer wrote. */
  row(words: string) {
    return this.page.getByRole('list', { name: 'Обращения' }).getByRole('link').filter({ hasText: words })
  }

  async opens(words: string): Promise<void> {
    await this.row(words).click()
    await expect(this.page.getByRole('log', { name: 'Переписка' })).toContainText(words)
    this.places.set(words, this.page.url())
  }

  /** The next item opens after an answer; she goes back to see what became of it. */
  async returnsTo(words: string): Promise<void> {
    await this.page.goto(this.places.get(words) ?? '')
    await expect(this.page.getByRole('log', { name: 'Переписка' })).toContainText(words)
  }

  /** What was said. */
  get thread() {
    return this.page.getByRole('log', { name: 'Переписка' })
  }

  /** Looks at what stands beside the conversation; where there is room it stands there already. */
  async openContext(): Promise<void> {
    const { page } = this
    const notes = page.getByRole('region', { name: 'Заметки' }).filter({ visible: true })
    if (await notes.isVisible()) return
    const button = page.getByRole('button', { name: 'Контекст', exact: true })
    if (await button.isVisible()) await button.click()
    else {
      await page.getByRole('button', { name: 'Ещё', exact: true }).last().click()
      await page.getByRole('menuitem', { name: 'Контекст' }).click()
    }
    await expect(notes).toBeVisible()
  }

  /** Back from the page that the context has on a phone; elsewhere it leaves the conversation in sight. */
  async leavesContext(): Promise<void> {
    const { page } = this
    if (await page.getByRole('heading', { level: 1, name: 'Контекст' }).isVisible())
      await page.getByRole('button', { name: 'Назад' }).click()
    await expect(this.thread).toBeVisible()
  }

  async scrollsDown(): Promise<void> {
    const list = this.page.getByRole('list', { name: 'Обращения' })
    await list.evaluate((element) => element.parentElement?.scrollTo({ top: 400 }))
    await this.page.waitForTimeout(500)
  }

  /** Which rows she sees, and where. */
  async rowsInSight(): Promise<{ name: string | null; top: number }[]> {
    const links = await this.page.getByRole('list', { name: 'Обращения' }).getByRole('link').all()
    const rows = await Promise.all(
      links.map(async (link) => ({ name: await link.textContent(), top: (await link.boundingBox())?.y ?? -1 })),
    )
    return rows.filter(({ top }) => top > 150 && top < 700)
  }

  /** Where the answer is written. */
  get field() {
    return this.page.getByRole('textbox', { name: 'Ответ покупателю' })
  }

  /** The server holds the answer back for some seconds and the screen counts them. */
  async isAskedToTakeBack(): Promise<void> {
    await this.sees('Отправим через')
  }

  async takesBack(): Promise<void> {
    await this.page.getByRole('button', { name: 'Отменить' }).filter({ visible: true }).first().click()
  }

  /** What her browser asks of this name reaches the app only once it is let through. */
  async holdsUp(operation: string): Promise<{ letThrough: () => Promise<void> }> {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    await this.page.route('**/graphql', async (route) => {
      if (route.request().postData()?.includes(operation)) await held
      await route.continue()
    })
    const letThrough = async () => {
      const answered = this.page.waitForResponse((one) => one.request().postData()?.includes(operation) ?? false)
      release()
      await answered
    }
    return { letThrough }
  }

  /** Her replies can be taken back for long, as she has set it on this device. */
  async takesHerTime(): Promise<void> {
    await this.page.addInitScript(() =>
      localStorage.setItem('agentiq.preferences', JSON.stringify({ undoSeconds: 20 })),
    )
  }

  /** Goes on where the text in the field ends, key by key. */
  async goesOnTyping(text: string): Promise<void> {
    await this.field.press('End')
    await this.page.keyboard.type(text, { delay: 30 })
  }

  async answers(text: string): Promise<void> {
    await this.field.fill(text)
    await this.page.getByRole('button', { name: 'Отправить', exact: true }).click()
  }

  /** Changes the answer that stands there, which WB refuses, and looks at what was not sent. */
  async editsInVain(text: string): Promise<void> {
    await this.shop.hasTrouble('/api/v1/feedbacks/answer', { status: 400 })
    await this.page.getByRole('button', { name: 'Изменить ответ' }).click()
    await this.answers(text)
    await this.page.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click()

    await expect(this.thread).toContainText('Правка не отправлена')
    await expect(this.thread).toContainText(text)
    await this.sees('Не отправлено: 1')
    await this.page.getByRole('link', { name: 'Посмотреть' }).click()
  }

  /** Copies the answer that was not sent, and gives back what she could paste now. */
  async copies(): Promise<string> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await this.thread.getByRole('button', { name: 'Скопировать' }).click()
    await this.sees('Скопировано')
    return await this.page.evaluate(() => navigator.clipboard.readText())
  }

  async sees(words: string): Promise<void> {
    await expect(this.page.getByText(words).filter({ visible: true }).first()).toBeVisible({ timeout: 45_000 })
  }
}
