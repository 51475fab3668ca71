import { systemClock } from '#clock.ts'
import { countNextProductDays } from '#processing/count-product-days.ts'
import { openDb } from '#storage/db.ts'
import type { Driver, Run } from '#storage/driver.ts'

/**
 * Fills one seller's inbox: 60 % reviews, 25 % questions, 15 % chats over a year, 5 % of them open, answers on the rest and
 * replies of ours on a part, with a journal. The same rows on every run, except that they end now.
 */
export async function seed(driver: Driver, sellerId: string, { userId, interactions }: SeedOptions): Promise<void> {
  await driver.transaction(async (run) => {
    for (const statement of statementsFor(sellerId, userId, interactions)) await run(statement)
  })
  const db = openDb(driver)
  while (await countNextProductDays({ db, clock: systemClock }));
  // What the database does by itself within a minute.
  await driver.query({ name: 'bench_vacuum', text: `VACUUM ANALYZE ${filled.join(', ')}` }, [])
}

/** How many rows each table holds, to say so beside the numbers. */
export async function rowCounts(driver: Driver): Promise<Record<string, number>> {
  return await driver.transaction(async (run: Run) => {
    const counts: Record<string, number> = {}
    for (const table of filled) {
      const [row] = await run<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)
      counts[table] = row?.count ?? 0
    }
    return counts
  })
}

/** The numbers of products that a seventh of everything is about begin with these. */
export const hotProducts = 20

type SeedOptions = { userId: string; interactions: number }

const filled = [
  ...['interaction', 'chat_thread', 'chat_message', 'reply_outbox', 'response_history', 'journal_event'],
  ...['draft', 'link_candidate', 'product_context_daily', 'product_context_work'],
]

/** Everything is about 900 products, a seventh of it about twenty of them: their stories are longer than a card tells. */
const product = `CASE WHEN n % 7 = 0 THEN n / 7 % ${hotProducts} ELSE n % 900 END`

/** An answered chat in which nobody has said a word for ten days was closed by the server long ago. */
const isQuiet = "(channel = 'chat' AND NOT open AND at < now() - interval '10 days')"
const status = `CASE WHEN open THEN 'open' WHEN ${isQuiet} THEN 'closed' ELSE 'responded' END`

function statementsFor(sellerId: string, userId: string, interactions: number): string[] {
  const seller = `'${sellerId}'::uuid`

  return [
    `INSERT INTO marketplace_connection
       (seller_id, marketplace_seller_id, sealed_token, token_mask, token_type, opens_feedbacks, opens_chats, read_only, updated_at)
     VALUES (${seller}, gen_random_uuid()::text, 'none', 'eyJh…bnch', 'service', true, true, false, now())
     ON CONFLICT DO NOTHING`,

    // One line for each interaction: the rest is derived from its number.
    `CREATE TEMPORARY TABLE seed ON COMMIT DROP AS
     SELECT n, ${idAt('at', 'n')} AS id, at, channel, open, rating,
            CASE WHEN open THEN (${arrayOf(openPriorities)})[1 + n / 20 % ${openPriorities.length}] ELSE 'low' END AS priority,
            ${sentence('n')} AS text, 100000000 + ${product} AS nm_id, ours
     FROM (
       SELECT n, now() - (${interactions} - n) * (interval '365 days' / ${interactions}) AS at,
              CASE WHEN n % 20 < 12 THEN 'review' WHEN n % 20 < 17 THEN 'question' ELSE 'chat' END AS channel,
              ${chance('n', 'open')} < 5 AS open, (${arrayOf(ratings)}::int[])[1 + n / 20 % ${ratings.length}] AS rating,
              ${chance('n', 'ours')} < 30 AS ours
       FROM generate_series(1, ${interactions}) AS n
     ) AS item`,

    `INSERT INTO interaction
       (id, seller_id, channel, external_id, customer_name, order_id, nm_id, product_article, product_name, text, rating, status,
        needs_response, priority, priority_rank, priority_reason, intent, intent_method, sentiment, sla_target_minutes, sla_due_at,
        first_response_at, last_reply_text, last_reply_at, last_reply_source, wb_sync_state, occurred_at, created_at, updated_at, extra,
        close_reason, closed_at)
     SELECT id, ${seller}, channel, 'bench-' || n, (${arrayOf(names)})[1 + n % ${names.length}], CASE channel WHEN 'chat' THEN 'rid-' || n END, nm_id::text,
            'ART-' || nm_id, (${arrayOf(products)})[1 + nm_id % ${products.length}] || ' ' || nm_id, text,
            CASE channel WHEN 'review' THEN rating END, ${status}, open, priority,
            CASE priority WHEN 'urgent' THEN 3 WHEN 'high' THEN 2 WHEN 'normal' THEN 1 ELSE 0 END,
            CASE WHEN open THEN 'intent' ELSE 'answered' END, 'quality_complaint', 'rule_based', 'neutral',
            CASE WHEN open THEN 240 END, CASE WHEN open THEN now() + (n % 960 - 480) * interval '1 minute' END,
            CASE WHEN NOT open THEN at + interval '2 hours' END, CASE WHEN NOT open THEN ${answer('n')} END,
            CASE WHEN NOT open THEN at + interval '2 hours' END,
            CASE WHEN NOT open THEN CASE WHEN ours THEN 'agentiq' ELSE 'wb_cabinet' END END,
            CASE WHEN ours AND NOT open THEN 'confirmed' ELSE 'none' END, at, at, at,
            jsonb_build_object('brand', 'Бренд', 'size', (44 + n % 10)::text, 'color', 'синий', 'photos',
              CASE WHEN n % 5 = 0 THEN '[{"fullSize":"https://example.com/f.webp","miniSize":"https://example.com/m.webp"}]' ELSE '[]' END::jsonb),
            CASE WHEN ${isQuiet} THEN 'inactive' END, CASE WHEN ${isQuiet} THEN at + interval '10 days' END
     FROM seed`,

    `INSERT INTO chat_thread
       (id, seller_id, interaction_id, chat_external_id, customer_name, nm_id, chat_status, unread_count, last_message_at, last_message_preview)
     SELECT id, ${seller}, id, 'bench-chat-' || n, 'Анна', nm_id::text,
            CASE WHEN open THEN 'waiting' WHEN ${isQuiet} THEN 'closed' ELSE 'responded' END, CASE WHEN open THEN 1 ELSE 0 END, at, text
     FROM seed WHERE channel = 'chat'`,

    `INSERT INTO chat_message (id, thread_id, external_message_id, direction, author, text, sent_at, source)
     SELECT gen_random_uuid(), id, n || '-' || m, CASE WHEN m % 2 = 1 THEN 'incoming' ELSE 'outgoing' END,
            CASE WHEN m % 2 = 1 THEN 'buyer' ELSE 'seller' END, ${sentence('n + m')}, at - (8 - m) * interval '20 minutes', 'rusite'
     FROM seed, generate_series(1, 7) AS m WHERE channel = 'chat' AND (m < 7 OR open)`,

    `INSERT INTO reply_outbox
       (id, seller_id, interaction_id, channel, idempotency_key, text, state, attempts, created_by, created_at, sent_at, accepted_at, confirmed_at)
     SELECT gen_random_uuid(), ${seller}, id, channel, 'bench-' || n, ${answer('n')}, 'confirmed', 1, '${userId}',
            at + interval '2 hours', at + interval '2 hours', at + interval '2 hours', at + interval '2 hours'
     FROM seed WHERE ours AND NOT open`,

    `INSERT INTO response_history (id, seller_id, interaction_id, channel, nm_id, text, source, sent_at, external_ref)
     SELECT gen_random_uuid(), ${seller}, s.id, s.channel, s.nm_id::text, ${answer('s.n')},
            CASE WHEN r.id IS NULL THEN 'wb_cabinet' ELSE 'agentiq' END, s.at + interval '2 hours', coalesce(r.id::text, 'wb-' || s.n)
     FROM seed AS s LEFT JOIN reply_outbox AS r ON r.interaction_id = s.id WHERE NOT s.open`,

    `INSERT INTO draft
       (id, seller_id, interaction_id, text, origin, prompt_version, policy_version, content_hash, subject_hash, latency_ms, created_at)
     SELECT gen_random_uuid(), ${seller}, id, ${answer('n')}, 'fallback', 'bench', 'bench', md5(n::text), md5(n::text), 1, at
     FROM seed WHERE open`,

    // Each item of the twenty products may have to do with the five that were written before it.
    `INSERT INTO link_candidate
       (id, seller_id, a_id, b_id, link_type, signals, confidence, legacy_only, fingerprint, computed_at)
     SELECT gen_random_uuid(), ${seller}, LEAST(one.id, other.id), GREATEST(one.id, other.id), 'probabilistic',
            ARRAY['nm_id_within_7d', 'time_within_24h'], 85, false, 'bench', one.at
     FROM seed AS one CROSS JOIN generate_series(1, 5) AS turn JOIN seed AS other ON other.n = one.n - ${7 * hotProducts} * turn
     WHERE one.n % 7 = 0`,

    `INSERT INTO journal_event (seller_id, seq, type, interaction_id, channel, created_at)
     SELECT ${seller}, head.last_seq + row_number() OVER (ORDER BY s.n), 'ingested', s.id, s.channel, s.at
     FROM seed AS s, (SELECT coalesce(max(last_seq), 0) AS last_seq FROM journal_head WHERE seller_id = ${seller}) AS head`,

    `INSERT INTO journal_head (seller_id, last_seq) VALUES (${seller}, ${interactions})
     ON CONFLICT (seller_id) DO UPDATE SET last_seq = journal_head.last_seq + excluded.last_seq`,
  ]
}

/** A UUID of version 7 for an instant, told apart by a number. */
function idAt(at: string, number: string): string {
  const millis = `lpad(to_hex((extract(epoch FROM ${at}) * 1000)::bigint), 12, '0')`
  return `(${millis} || '7' || substr(md5(${number}::text), 1, 3) || '8' || substr(md5(${number}::text), 5, 15))::uuid`
}

/** A number from 0 to 99 that looks like chance and is the same every time. */
function chance(number: string, about: string): string {
  return `(('x' || substr(md5('${about}' || ${number}), 1, 6))::bit(24)::int % 100)`
}

function sentence(number: string): string {
  return `(${arrayOf(texts)})[1 + (${number}) % ${texts.length}]`
}

function answer(number: string): string {
  return `(${arrayOf(answers)})[1 + (${number}) % ${answers.length}]`
}

function arrayOf(values: (string | number)[]): string {
  return `ARRAY[${values.map((value) => (typeof value === 'number' ? value : `'${value.replaceAll("'", "''")}'`)).join(', ')}]`
}

const openPriorities = ['low', 'normal', 'normal', 'high', 'low', 'urgent', 'normal', 'low', 'high', 'low']
const ratings = [5, 5, 4, 5, 1, 5, 5, 3, 5, 2, 5, 4]
const names = ['Анна', 'Мария', 'Елена', 'Ольга', 'Сергей', 'Дмитрий', 'Наталья', 'Ирина', 'Алексей', 'Татьяна', 'Юлия']
const products = ['Платье летнее', 'Кроссовки беговые', 'Рюкзак городской', 'Чайник электрический', 'Плед шерстяной']
const texts = [
  'Размер подошёл, ткань приятная, но швы местами неровные. После первой стирки форму держит, цвет не потеряла.',
  'Пришло быстро, упаковано хорошо. Спасибо!',
  'Заказывала на рост 172, рукава коротковаты. В остальном вещь отличная, буду брать ещё один цвет для подруги.',
  'Подскажите, пожалуйста, есть ли размер 48 и когда ожидается поставка на склад в Казани?',
  'Не включается. Провод греется, пахнет пластиком. Пользоваться страшно, хочу вернуть деньги, как это сделать?',
  'Плюсы: лёгкие, мягкая подошва\nМинусы: маломерят на размер',
  'Здравствуйте! Можно ли стирать в машинке при 40 градусах и не полиняет ли рисунок?',
]
const answers = [
  'Здравствуйте! Спасибо за отзыв. Передали ваше замечание на производство, нам важно, чтобы вещь радовала вас долго.',
  'Добрый день! Поставка ожидается на следующей неделе, добавьте товар в избранное, и вам придёт уведомление.',
  'Здравствуйте! Нам жаль, что так вышло. Оформите, пожалуйста, заявку на возврат в личном кабинете, мы её одобрим.',
]
