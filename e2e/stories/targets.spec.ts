import { smallTargets } from '../support/targets.ts'
import { expect, test } from '../support/world.ts'

for (const width of [390, 320]) {
  test(`at ${width} px everything that can be pressed is big enough for a finger`, { tag: '@once' }, async ({
    operator,
    shop,
    page,
    context,
  }) => {
    await page.setViewportSize({ width, height: 844 })
    await page.goto(`${shop.appUrl}/login`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    const small = { login: await smallTargets(page) } as Record<string, string[]>
    await shop.hasHistory()
    const text = `Молния разошлась, звоните 8 916 123-45-67. ${'И ещё одно слово. '.repeat(80)}`
    const id = await shop.buyer.review({ rating: 1, text, photos: 2 })
    await shop.buyer.review({ rating: 1, text: 'Дополняю: обещали заменить', parentFeedbackId: id })
    await operator.startsWork()
    await expect(page.getByRole('heading', { level: 2, name: 'Срочно' })).toBeVisible()

    for (const path of [
      'inbox',
      'inbox?q=самовар',
      'home',
      'analytics',
      'settings',
      'settings/connections',
      'settings/ai',
      'settings/rules',
      'settings/app',
      'connect',
    ]) {
      await page.goto(`${shop.appUrl}/${path}`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      small[path] = await smallTargets(page)
    }
    for (const words of ['Молния разошлась', 'Дополняю: обещали заменить']) {
      await page.goto(`${shop.appUrl}/inbox?q=${words}`)
      await operator.opens(words)
      small[words] = await smallTargets(page)
    }
    await operator.openContext()
    await operator.sees('История статусов')
    small.context = await smallTargets(page)
    await operator.leavesContext()
    await operator.isReadyForOffline()
    await context.setOffline(true)
    await operator.answers('Жаль, передали мастерам по молниям')
    await operator.sees('Ожидает отправки')
    await page.goto(`${shop.appUrl}/outbox`)
    await expect(page.getByText('Жаль, передали мастерам по молниям')).toBeVisible()
    small.outbox = await smallTargets(page)

    expect(Object.entries(small).filter(([, found]) => found.length > 0)).toEqual([])
  })
}
