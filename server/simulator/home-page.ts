import { budgets, controls, families, knobs, methods, tokens, troubles } from './home-sections.ts'
import { homeStyle } from './home-style.ts'
import { code, curl, escaped } from './html.ts'

type Section = { id: string; title: string; text: (origin: string) => string }

const sections: Section[] = [
  { id: 'start', title: 'Начать', text: start },
  { id: 'tokens', title: 'Ключи', text: tokens },
  { id: 'methods', title: 'Методы WB', text: methods },
  { id: 'errors', title: 'Ошибки', text: families },
  { id: 'budgets', title: 'Лимиты', text: budgets },
  { id: 'control', title: 'Управление', text: controls },
  { id: 'troubles', title: 'Неприятности', text: troubles },
  { id: 'knobs', title: 'Ручки', text: knobs },
]

/** A page for a person who opens the simulator in a browser; its lists are those the simulator itself works by. */
export function homePage(origin: string): string {
  return `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Имитация Wildberries</title>
<style>${homeStyle}</style>
</head>
<body>
<div class="page">
<nav aria-label="Разделы">${sections.map(({ id, title }) => `<a href="#${id}">${title}</a>`).join('')}</nav>
<main>
<h1>Имитация Wildberries</h1>
<p class="lead">Отдельная программа, которая отвечает так же, как API отзывов, вопросов, чатов и возвратов. Настоящих
покупателей и настоящих данных здесь нет.</p>
${sections.map(({ id, title, text }) => `<section><h2 id="${id}">${title}</h2>${text(origin)}</section>`).join('\n')}
</main>
</div>
</body>
</html>
`
}

function start(origin: string): string {
  return `<p>Все адреса API укажите на ${code(origin)}. Ключ передавайте в заголовке ${code('Authorization')}.</p>
${curl(origin, 'POST /__sim/token', { name: 'Мой магазин' })}
<pre>curl -H 'Authorization: …' '${escaped(origin)}/api/v1/feedbacks?isAnswered=false&amp;take=10&amp;skip=0'</pre>
<p>Новый магазин наполняется сам: 15 товаров, отзывы, вопросы и чаты за последние месяцы. То же зерно и те же запросы
дают те же ответы до последнего знака.</p>`
}
