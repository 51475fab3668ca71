/** The look of the page for people: a phone and a wide screen, day and night, nothing from outside. */
export const homeStyle = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf8, #17151a); --card: light-dark(#fff, #201d25); --ink: light-dark(#1f1b24, #ece8f1);
  --soft: light-dark(#6a6372, #a59eb0); --line: light-dark(#e6e1ea, #35303c); --accent: light-dark(#7a1fa2, #d59bee);
  --code: light-dark(#f3eff6, #2a2631); --ok: light-dark(#1c6e45, #7fd6a8); --no: light-dark(#a5301f, #f2a093);
}
* { box-sizing: border-box }
html { scroll-behavior: smooth; scroll-padding-top: 1rem }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif }
.page { max-width: 76rem; margin: 0 auto; padding: 1.5rem 1rem 4rem }
nav { display: flex; flex-wrap: wrap; gap: .25rem; margin: 0 0 1.5rem }
nav a { padding: .5rem .75rem; border-radius: .5rem; color: var(--accent); text-decoration: none }
nav a:hover, nav a:focus-visible { background: var(--code) }
h1 { font-size: clamp(1.6rem, 5vw, 2.3rem); line-height: 1.15; margin: 0 0 .5rem; text-wrap: balance }
h2 { font-size: 1.35rem; margin: 3rem 0 .75rem }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere }
p { margin: .5rem 0; max-width: 44rem }
.lead { font-size: 1.1rem; color: var(--soft) }
code, pre { font: .875rem/1.5 ui-monospace, monospace }
code { background: var(--code); border-radius: .3rem; padding: .05em .3em; overflow-wrap: anywhere }
pre { background: var(--code); border-radius: .6rem; padding: .75rem 1rem; margin: .6rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere }
.list { display: grid; gap: .6rem; padding: 0; margin: 1rem 0 0; list-style: none }
.list > li { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: .8rem 1rem; min-width: 0 }
.list p { margin: .25rem 0 0 }
.pairs { display: grid; grid-template-columns: 1fr; gap: .1rem .9rem; margin: .6rem 0 0; font-size: .9375rem }
.pairs dt { margin-top: .3rem } .pairs dd { margin: 0; color: var(--soft) }
.marks { display: flex; flex-wrap: wrap; gap: .3rem; margin-top: .45rem; font-size: .8125rem; color: var(--soft) }
.mark { border: 1px solid var(--line); border-radius: 1rem; padding: .05rem .55rem; font-variant-numeric: tabular-nums }
.ok { color: var(--ok) } .no { color: var(--no) }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: .75rem; background: var(--card); margin-top: 1rem }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; font-variant-numeric: tabular-nums }
th, td { text-align: left; padding: .55rem .9rem; border-top: 1px solid var(--line); vertical-align: top }
tr:first-child > th { border-top: 0; color: var(--soft); font-weight: 500; white-space: nowrap }
@media (min-width: 62rem) {
  .page { display: grid; grid-template-columns: 13rem minmax(0, 1fr); gap: 3rem; padding-top: 3rem }
  nav { position: sticky; top: 3rem; align-self: start; flex-direction: column }
  .two { grid-template-columns: 1fr 1fr }
  .pairs { grid-template-columns: minmax(9rem, max-content) 1fr } .pairs dt, .pairs dd { margin-top: .15rem }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
`
