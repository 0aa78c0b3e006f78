import { createHash } from 'node:crypto';
import { palettes } from '@minsheng/design';
import { tokensCss } from '@minsheng/design/stylesheet';

/** A font of `size`/`line` px that grows with 关怀版. */
const type = (
  weight: 400 | 500 | 700,
  size: number,
  line: number,
  family: 'sans' | 'serif' | 'mono' = 'sans',
): string => `${weight} calc(${size}px*var(--fs))/calc(${line}px*var(--fs)) var(--font-${family})`;

/** The dark theme's colours for one box on a page of any theme: its names stay, its values change. */
const nightColours = Object.entries(palettes.dark)
  .map(([name, value]) => `--${name}:${value}`)
  .join(';');

const base = `
*{box-sizing:border-box;margin:0}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
:root:lang(en){--font-sans:system-ui,-apple-system,"Segoe UI","Helvetica Neue",Arial,"Noto Sans","PingFang SC","Noto Sans SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif;--font-serif:Georgia,"Times New Roman","Noto Serif","Songti SC","Noto Serif SC","Noto Serif CJK SC",serif}
body{font:var(--t-body);color:var(--ink);background:var(--surface);-webkit-font-smoothing:antialiased;line-break:strict;overflow-wrap:anywhere}
h1,h2,h3,h4{font:inherit}
ul,ol{list-style:none;padding:0}
a{color:var(--dai-text);text-decoration:none}
a:hover{text-decoration:underline;text-underline-offset:3px}
button,summary{font:inherit;color:inherit;cursor:pointer}
svg{display:block;flex:none}
svg text{font-variant-numeric:tabular-nums}
table{border-collapse:collapse;width:100%}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:var(--r-sm)}
[hidden]{display:none!important}
.num{font-variant-numeric:tabular-nums lining-nums}
.mono{font-family:var(--font-mono);font-size:.94em}
.muted{color:var(--ink-3)}
.quiet{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:16px;top:-60px;z-index:9;padding:10px 16px;background:var(--dai);color:var(--on-dai);border-radius:var(--r-sm)}
.skip:focus{top:10px}
.wrap{width:100%;max-width:1168px;margin:0 auto;padding:0 24px}
.demo{display:inline-flex;align-items:center;min-height:20px;padding:0 6px;border:1px dashed var(--ink-4);border-radius:var(--r-xs);font:${type(400, 11, 16)};color:var(--ink-3);letter-spacing:.04em;white-space:nowrap}
.sep{display:inline-block;width:3px;height:3px;border-radius:50%;background:currentColor;opacity:.55;margin:0 .6em;vertical-align:.24em}
.btn{display:inline-flex;align-items:center;justify-content:center;gap:8px;min-height:calc(46px*var(--fs));padding:6px 18px;border:0;border-radius:10px;font:${type(500, 16, 22)};background:var(--surface);color:var(--ink);box-shadow:inset 0 0 0 1px var(--line-2);text-align:center}
.btn:hover{text-decoration:none}
.btn.seal{background:var(--seal);color:var(--on-seal);box-shadow:none}
.btn.seal:hover{background:var(--seal-hover)}
.btn.light{background:var(--ink);color:var(--bg);box-shadow:none}
.btn.dai{background:var(--dai);color:var(--on-dai);box-shadow:none}
.btn.dai:hover{background:var(--dai-hover)}
.btn[disabled]{opacity:.6;cursor:progress}
sup{font-size:.72em;line-height:0}
.sh{font:${type(700, 24, 34)};display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 12px}
.sh small{font:${type(400, 14, 22)};color:var(--ink-3)}
.more{display:inline-flex;align-items:center;gap:6px;min-height:44px;font:${type(500, 15, 24)}}
`;

const frame = `
.top{border-bottom:1px solid var(--line);background:var(--surface)}
.top .wrap{min-height:64px;display:flex;flex-wrap:wrap;align-items:center;gap:0 28px}
.brand{display:flex;align-items:center;gap:10px;min-height:64px;color:var(--ink)}
.brand:hover{text-decoration:none}
.brand b{font:${type(700, 18, 22)};letter-spacing:.06em;white-space:nowrap}
.brand small{font:${type(400, 13, 20)};color:var(--ink-3);padding-left:10px;border-left:1px solid var(--line-2)}
.top nav ul{display:flex;flex-wrap:wrap;gap:0 24px}
.top nav a{display:block;min-width:44px;text-align:center;color:var(--ink-2);font:400 calc(15px*var(--fs))/64px var(--font-sans);position:relative}
.top nav a[aria-current]{color:var(--ink);font-weight:700}
.top nav a[aria-current]:after{content:"";position:absolute;left:0;right:0;bottom:0;height:3px;background:var(--seal)}
:root:lang(en) .top nav ul{gap:0 14px}
@media (max-width:1199px){.brand small{display:none}}
.top .rt{margin-left:auto;display:flex;gap:14px;align-items:center;font:var(--t-small)}
.top .rt a,.top .rt button{display:inline-flex;align-items:center;gap:5px;min-height:44px;min-width:32px;justify-content:center;padding:0;border:0;background:none;color:var(--ink-2)}
.foot{margin-top:56px;background:var(--bg);border-top:1px solid var(--line);padding:28px 0 34px;font:${type(400, 14, 24)};color:var(--ink-2)}
.foot .wrap{display:grid;grid-template-columns:auto repeat(3,1fr);gap:24px 40px}
.foot b{display:block;color:var(--ink);font-weight:500}
.foot a{display:inline-block;min-height:28px}
.watermark{position:fixed;inset:0;z-index:8;pointer-events:none;color:var(--ink-3);opacity:.22}
.notice{display:flex;gap:10px;align-items:center;padding:12px 16px;margin-top:20px;background:var(--st-overdue-bg);color:var(--ink);border-radius:var(--r-md);font:${type(500, 15, 24)}}
`;

const release = `
.hero{display:grid;grid-template-columns:minmax(0,1fr) 330px;gap:40px 64px;padding:52px 0 40px}
.eyebrow{display:flex;flex-wrap:wrap;gap:4px 10px;align-items:center;font:${type(400, 15, 24)};color:var(--ink-2)}
.eyebrow svg{color:var(--seal)}
.hero h1,.plain h1{font:${type(700, 44, 60, 'serif')};margin:14px 0 18px;letter-spacing:.01em;text-wrap:balance}
h1 .piece,h2 .piece{display:inline-block}
.dek{font:${type(400, 18, 31)};color:var(--ink-2);max-width:720px;text-wrap:pretty}
.cert{position:relative;border:1px solid var(--line-2);padding:22px 22px 20px;align-self:start;margin-top:6px}
.cert:before{content:"";position:absolute;inset:4px;border:1px solid var(--line);pointer-events:none}
.cert .stamp{position:absolute;right:10px;top:-32px}
.cert h2{font:${type(700, 16, 24)};padding-right:120px;min-height:48px}
.cert dl{margin:20px 0 16px;display:grid;grid-template-columns:auto 1fr;gap:6px 16px;font:var(--t-small)}
.cert dt{color:var(--ink-3)}
.cert dd{margin:0}
.cert .btn{position:relative;width:100%}
.found{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));border-top:2px solid var(--ink);border-bottom:1px solid var(--line)}
.found>div{padding:20px 28px 22px 0}
.found>div+div{border-left:1px solid var(--line);padding-left:28px}
.found h2{font:${type(700, 19, 28)};margin-bottom:10px}
.found p{font:${type(400, 15, 25)};color:var(--ink-2)}
.found li{display:flex;align-items:baseline;gap:10px;font:${type(400, 15, 27)}}
.found li b{font:${type(700, 19, 27)};min-width:64px;display:inline-flex;align-items:center;gap:2px}
.found small{color:var(--ink-3);font-size:calc(13px*var(--fs));white-space:nowrap}
.up{color:var(--chart-up)}
.down{color:var(--chart-down)}
.many{color:var(--st-overdue);font-weight:700}
section{scroll-margin-top:16px}
.ranking{padding-top:52px;position:relative}
.views{display:flex;flex-wrap:wrap;align-items:baseline;gap:12px}
.seg{margin-left:auto;display:flex;padding:3px;border-radius:var(--r-md);background:var(--sunken)}
.seg label{min-height:38px;min-width:44px;padding:0 14px;border-radius:var(--r-sm);display:flex;align-items:center;justify-content:center;font:${type(500, 13, 20)};color:var(--ink-2);cursor:pointer}
.pick{position:absolute;opacity:0;width:1px;height:1px;top:60px;right:0}
#view-band:checked~.views label[for=view-band],#view-name:checked~.views label[for=view-name],#view-table:checked~.views label[for=view-table]{background:var(--surface);color:var(--ink);box-shadow:var(--e1),inset 0 -2px 0 var(--ink)}
#view-band:focus-visible~.views label[for=view-band],#view-name:focus-visible~.views label[for=view-name],#view-table:focus-visible~.views label[for=view-table]{outline:3px solid var(--focus);outline-offset:2px}
.by-name,.by-table{display:none}
#view-name:checked~.by-name,#view-table:checked~.by-table{display:block}
#view-name:checked~.by-band,#view-table:checked~.by-band{display:none}
#view-table:checked~.only-drawn{display:none}
.read{display:grid;grid-template-columns:auto 250px repeat(3,1fr);gap:12px 28px;margin:18px 0 20px;padding:16px 20px;background:var(--surface-2);border-radius:10px;align-items:center}
.read h3{font:${type(500, 14, 22)};white-space:nowrap}
.read p{font:${type(400, 14, 22)};color:var(--ink-2)}
.read p b{display:block;color:var(--ink);font-weight:700}
.key{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:center;font:var(--t-small);color:var(--ink-2);margin-bottom:14px}
.key span{display:flex;gap:6px;align-items:center}
.chart svg{width:100%;height:auto}
.list{display:none}
.note{font:var(--t-small);color:var(--ink-2);margin-top:12px}
.twin{margin-top:18px}
.twin caption{text-align:left;font:${type(700, 16, 26)};padding:20px 0 6px}
.twin th,.twin td{text-align:right;padding:8px 10px;border-bottom:1px solid var(--line);font:${type(400, 14, 22)};font-variant-numeric:tabular-nums}
.twin thead th{color:var(--ink-3);border-bottom-color:var(--line-2);vertical-align:bottom;font-size:calc(13px*var(--fs))}
.twin th[scope=row],.twin th:first-child,.twin td:first-child{text-align:left}
.twin th[scope=row]{font-weight:500}
.twin .why{text-align:left;color:var(--ink-2)}
.method{display:grid;grid-template-columns:300px minmax(0,1fr);gap:24px 48px;padding:28px 32px 30px;background:var(--bg);border-radius:var(--r-lg);margin-top:48px}
.method .lead{font:${type(400, 15, 26)};color:var(--ink-2);margin-top:8px}
.warn{display:flex;gap:10px;padding:12px 14px;background:var(--st-overdue-bg);border-radius:var(--r-md);font:${type(400, 14, 22)};margin-top:12px}
.warn svg{color:var(--st-overdue);margin-top:2px}
.facts{display:grid;grid-template-columns:1fr 1fr;gap:0 36px;align-content:start}
.facts div{display:grid;grid-template-columns:calc(74px*var(--fs)) minmax(0,1fr);gap:8px;padding:9px 0;border-top:1px solid var(--line);font:${type(400, 14, 22)}}
.facts dt{color:var(--ink-3)}
.facts dd{margin:0}
.facts .wide{grid-column:1/-1}
.method details+details{margin-top:-24px}
.method details{grid-column:1/-1;border-top:1px solid var(--line-2)}
.method summary{display:flex;flex-wrap:wrap;align-items:baseline;gap:2px 12px;padding:12px 0;min-height:48px;font:${type(500, 15, 24)};list-style:none}
.method summary::-webkit-details-marker{display:none}
.method summary:before{content:"+";width:16px;color:var(--ink-3);font-weight:500}
.method details[open] summary:before{content:"–"}
.method summary small{font:var(--t-small);color:var(--ink-3)}
.margins{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(300px,100%),1fr));gap:8px 36px;padding-bottom:8px}
.margins table{font:${type(400, 13, 20)};font-variant-numeric:tabular-nums;align-self:start}
.margins caption{text-align:left;font-weight:500;padding:8px 0 2px;color:var(--ink)}
.margins th,.margins td{padding:5px 0 5px 8px;text-align:right;border-bottom:1px solid var(--line);font-weight:400}
.margins thead th{color:var(--ink-3)}
.margins tr>:first-child{text-align:left;padding-left:0}
.two{display:grid;grid-template-columns:1fr 1fr;gap:32px;margin-top:52px;align-items:start}
.files{margin-top:14px}
.files li{border-top:1px solid var(--line)}
.files li:last-child{border-bottom:1px solid var(--line)}
.files a{display:grid;grid-template-columns:36px minmax(0,1fr) auto;gap:12px;align-items:center;min-height:64px;padding:8px 0;color:var(--ink)}
.files a:hover{text-decoration:none}
.files a:hover b{text-decoration:underline;text-underline-offset:3px}
.files a>i{width:36px;height:36px;border-radius:var(--r-md);background:var(--dai-soft);color:var(--dai-text);display:grid;place-items:center}
.files b{font:${type(500, 16, 22)};display:block}
.files small{font:${type(400, 13, 18)};color:var(--ink-3)}
.files em{font:${type(500, 12, 20)};font-style:normal;padding:0 8px;border-radius:var(--r-xs);box-shadow:inset 0 0 0 1px var(--line-2);color:var(--ink-2)}
.night{${nightColours}}
.verify{background:var(--surface);color:var(--ink);border-radius:var(--r-lg);padding:26px 28px;position:relative;box-shadow:inset 0 0 0 1px var(--line)}
.verify .bigmark{position:absolute;right:26px;top:24px}
.verify h2{font:${type(700, 22, 32)};padding-right:70px}
.verify>p{font:${type(400, 14, 23)};color:var(--ink-2);margin-top:4px;padding-right:70px;max-width:420px}
.verify dl{margin:20px 0;display:grid;grid-template-columns:auto minmax(0,1fr);gap:8px 16px;font:${type(400, 14, 20)}}
.verify dt{color:var(--ink-3)}
.verify dd{margin:0;font-family:var(--font-mono);font-size:calc(13px*var(--fs))}
.verify .acts{display:flex;flex-wrap:wrap;gap:12px}
.verify .state{margin-top:16px;font:${type(500, 15, 24)};padding:0;max-width:none;color:var(--ink)}
.verify ul{margin-top:6px;font:${type(400, 14, 22)}}
.verify li{display:grid;grid-template-columns:22px minmax(0,1fr);gap:0 6px;padding:5px 0;border-top:1px solid var(--line)}
.verify li b{font-weight:700}
.verify .ok>b{color:var(--st-verified)}
.verify .bad>b{color:var(--danger)}
.verify .hand{margin-top:18px;padding:0;max-width:none;font:var(--t-small)}
.cmd{display:block;margin-top:6px;padding:10px 14px;border-radius:var(--r-sm);background:var(--sunken);font:${type(400, 14, 20, 'mono')};color:var(--ink)}
.record{margin-top:52px}
.record .why{font:${type(400, 15, 25)};color:var(--ink-2);margin-top:6px}
.corrected{margin:0 0 36px;padding:18px 20px;background:var(--st-overdue-bg);border-radius:var(--r-lg)}
.corrected td:nth-child(4){font-weight:700}
.modes{padding-top:48px}
.modes>p{font:${type(400, 15, 25)};color:var(--ink-2);margin-top:6px;max-width:860px}
.modes .twin table{table-layout:fixed}
.modes .twin thead th{width:17%}
.modes .twin thead th:first-child{width:21%}
.modes .twin thead th:nth-child(3){width:12%}
.modes .twin thead th:last-child{width:14%}
.modes .twin :is(th,td):nth-child(2){text-align:left}
.modes .twin td svg{width:180px;max-width:100%;height:auto}
.modes .twin td{padding-block:6px}
.cert dd small{display:block;font:${type(400, 12, 18)};color:var(--ink-3)}
.record table{margin-top:12px;font:${type(400, 14, 22)};font-variant-numeric:tabular-nums}
.record th{font-weight:400;color:var(--ink-3);text-align:left;padding:8px 12px 8px 0;border-bottom:1px solid var(--line-2)}
.record td{padding:11px 12px 11px 0;border-bottom:1px solid var(--line);vertical-align:top}
.record td:first-child{font-weight:700}
#corrections table{table-layout:fixed}
#corrections th:nth-child(1){width:34%}
#corrections th:nth-child(2){width:16%}
#corrections th:nth-child(4){width:16%}
`;

/** The ranking as rows, for narrow screens and for 关怀版: the same figures as the drawing, never a sideways scroll. */
const list = `
.jump{display:flex;flex-wrap:wrap;gap:4px;background:var(--sunken);border-radius:9px;padding:3px;margin:16px 0 8px}
.jump a{flex:1;min-width:max-content;min-height:44px;padding:0 10px;display:flex;align-items:center;justify-content:center;gap:4px;border-radius:7px;font:${type(500, 14, 20)};color:var(--ink-2)}
.jump small{color:var(--ink-3)}
.group{scroll-margin-top:8px}
.group h3{font:${type(700, 17, 26)};margin-top:22px}
.says{margin:2px 0 8px;font:${type(400, 14, 22)};color:var(--ink-2)}
.says b{color:var(--ink);font-weight:700}
.rows{margin:0 -16px;padding:0 16px;background:var(--surface);box-shadow:0 -1px 0 var(--line),0 1px 0 var(--line)}
.axis,.row{display:grid;grid-template-columns:minmax(0,122fr) minmax(0,165fr) 60px;column-gap:6px}
.axis{font:${type(400, 11, 26)};color:var(--ink-3)}
.axis svg{overflow:visible}
.axis span:last-child{text-align:right}
.bandname{display:flex;align-items:center;gap:8px;min-height:26px;margin:0 -16px;padding:0 16px;background:var(--chart-band);font:${type(500, 12, 18)};color:var(--ink-2)}
.bandname b{color:var(--ink)}
.row{align-items:center;min-height:48px;position:relative}
.row+.row{box-shadow:inset 0 1px 0 var(--line)}
.row>svg{align-self:stretch;height:100%;min-height:48px}
.row h4{font:${type(500, 15, 20)};padding-top:3px;text-wrap:balance}
.row p{font:${type(400, 12, 17)};color:var(--ink-3);padding-bottom:3px}
.row p .up,.row p .down{font-weight:500}
.row .value{font:${type(700, 20, 22)};text-align:right;font-variant-numeric:tabular-nums}
.row .value+p{text-align:right}
.nb{white-space:nowrap}
.row.apart{grid-template-columns:minmax(0,1fr) auto}
`;

const sitePages = `
.plain{padding:52px 0 0}
.plain .dek{max-width:720px}
.plainlink{color:inherit}
.plain .btn{margin-top:20px}
.plain .sh{margin-top:44px}
.plain section>p{font:${type(400, 16, 28)};color:var(--ink-2);max-width:720px;margin-top:6px}
.home{display:grid;grid-template-columns:minmax(0,1fr) 300px;gap:32px 64px;padding-top:8px;align-items:start}
.home .list{display:block;max-width:680px}
.home .rows{margin:0;padding:0 16px;border-radius:var(--r-lg);box-shadow:0 0 0 1px var(--line);overflow:hidden}
.doors{display:grid;gap:12px}
.doors a{display:grid;grid-template-columns:40px 1fr auto;gap:12px;align-items:center;min-height:76px;padding:12px 16px;border-radius:var(--r-lg);box-shadow:0 0 0 1px var(--line);color:var(--ink)}
.doors a:hover{text-decoration:none;box-shadow:0 0 0 1px var(--dai)}
.doors a>i{width:40px;height:40px;border-radius:var(--r-md);background:var(--dai-soft);color:var(--dai-text);display:grid;place-items:center}
.doors b{display:block;font:${type(500, 16, 24)}}
.doors small{font:var(--t-small);color:var(--ink-3)}
.empty{padding:56px 24px;text-align:center;border:1px dashed var(--line-2);border-radius:var(--r-lg);margin-top:28px}
.empty svg{margin:0 auto 12px;color:var(--ink-3)}
.empty b{display:block;font:${type(700, 20, 28)}}
.empty p{color:var(--ink-2);margin-top:4px}
.steps{display:grid;grid-template-columns:repeat(7,1fr);margin-top:18px;border-top:2px solid var(--ink);border-bottom:1px solid var(--line)}
.steps li{padding:16px 12px}
.steps li+li{border-left:1px solid var(--line)}
.steps .k{display:flex;justify-content:space-between;color:var(--ink-3);font:${type(400, 13, 20)}}
.steps b{display:block;font:${type(700, 16, 24)};margin:10px 0 3px}
.steps p{font:${type(400, 12, 18)};color:var(--ink-2)}
.steps .sealed .k svg{color:var(--seal)}
.steps .sealed b{color:var(--seal-text)}
.contents{display:grid;grid-template-columns:200px minmax(0,1fr);gap:64px;padding:44px 0 0}
.toc{font:${type(400, 15, 24)}}
.toc h2{font:var(--t-small);color:var(--ink-3);margin-bottom:8px}
.toc a{display:flex;gap:10px;padding:10px 0 10px 14px;color:var(--ink-2);border-left:2px solid var(--line)}
.toc a i{font-style:normal;color:var(--ink-3);width:18px}
.contents .plain{padding:0}
.contents h1{margin-top:0}
.worked{display:grid;grid-template-columns:minmax(0,1fr) 268px;margin-top:18px;border-radius:var(--r-lg);box-shadow:0 0 0 1px var(--line);overflow:hidden}
.worked>div{padding:20px 26px}
.worked>.sum{background:var(--surface-2);border-left:1px solid var(--line);display:flex;flex-direction:column;justify-content:center}
.worked table{font:${type(400, 15, 22)};font-variant-numeric:tabular-nums}
.worked th,.worked td{padding:7px 0;text-align:right;border-bottom:1px solid var(--line)}
.worked thead th{font:${type(400, 13, 20)};color:var(--ink-3)}
.worked tr>:first-child{text-align:left;font-weight:400}
.worked tr:last-child>*{border-bottom:0;color:var(--ink-3)}
.worked .big{font:${type(700, 56, 60)};font-variant-numeric:tabular-nums}
.worked .big small{font:${type(500, 20, 24)};color:var(--ink-3);margin-left:6px}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:20px;margin-top:18px}
.pair figure{border-radius:var(--r-lg);box-shadow:0 0 0 1px var(--line);padding:16px 20px 18px}
.pair svg{width:100%;height:auto}
.pair figcaption{font:${type(400, 14, 22)};color:var(--ink-2);margin-top:6px}
.pair figcaption b,.pair figcaption .muted{display:block}
.pair figcaption b{color:var(--ink)}
.ways{display:grid;grid-template-columns:1fr 1fr;gap:20px;margin-top:32px}
.ways>div{border-radius:var(--r-lg);box-shadow:0 0 0 1px var(--line);padding:20px 24px}
.ways h2{font:${type(700, 19, 28)}}
.ways p{color:var(--ink-2);margin-top:4px}
`;

const plans = `
.plan{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:8px 48px}
.plan>section{padding-top:36px;min-width:0}
.plan>.wide{grid-column:1/-1}
.plan p{font:${type(400, 15, 26)};color:var(--ink-2);margin-top:6px}
.plan h3{font:${type(700, 16, 26)};margin-top:18px}
.plan .facts{grid-template-columns:minmax(0,1fr);margin-top:10px}
.plan .facts div{grid-template-columns:calc(104px*var(--fs)) minmax(0,1fr)}
.asked{counter-reset:item;margin-top:10px}
.asked>li{counter-increment:item;display:grid;grid-template-columns:32px minmax(0,1fr);padding:10px 0;border-top:1px solid var(--line);font:${type(400, 15, 25)}}
.asked>li:before{content:counter(item);color:var(--ink-3);font-variant-numeric:tabular-nums}
.asked b{font-weight:500;display:block}
.asked small{display:block;font:${type(400, 13, 20)};color:var(--ink-3)}
.plan table{margin-top:10px;font:${type(400, 14, 22)};font-variant-numeric:tabular-nums}
.plan table:not([role]) td:not(:first-child),.plan table:not([role]) th:not(:first-child){text-align:right}
.plan table:not([role]) th,.plan table:not([role]) td{padding:6px 8px 6px 0;border-bottom:1px solid var(--line);font-weight:400;text-align:left;vertical-align:top}
.plan table:not([role]) thead th{color:var(--ink-3)}
.plan caption{text-align:left;font-weight:500;padding:10px 0 2px}
.plan details{border-top:1px solid var(--line);margin-top:8px}
.plan summary{padding:10px 0;min-height:44px;font:${type(500, 15, 24)}}
.plan .margins{gap:8px 32px}
.hashline{font-family:var(--font-mono);font-size:calc(13px*var(--fs));overflow-wrap:anywhere}
`;

const narrow = `
:root[data-care="on"] .chart{display:none}
:root[data-care="on"] .ranking .list{display:block}
:root[data-care="on"] .axis,:root[data-care="on"] .row{grid-template-columns:minmax(0,140fr) minmax(0,110fr) 76px}
:root[data-care="on"] .row.apart{grid-template-columns:minmax(0,1fr) auto}
@media (max-width:1100px){.read{grid-template-columns:1fr 1fr}.read h3{grid-column:1/-1}.facts{grid-template-columns:1fr}.facts .wide{grid-column:auto}}
@media (max-width:899px){
.wrap{padding:0 16px}
.top .wrap{min-height:0;gap:0 12px}
.brand{min-height:56px}
.brand small{display:none}
.top nav{order:3;width:100%;border-top:1px solid var(--line)}
.top nav ul{gap:0 12px}
.top nav a{line-height:46px}
.hero,.method,.two,.home,.contents,.worked,.pair,.ways,.plan{grid-template-columns:minmax(0,1fr)}
.hero{padding:24px 0 28px;gap:52px}
.hero h1,.plain h1{font:${type(700, 30, 42, 'serif')};margin:10px 0 12px}
.dek{font:${type(400, 16, 27)}}
.found{grid-template-columns:minmax(0,1fr)}
.found>div{padding:16px 0}
.found>div+div{border-left:0;border-top:1px solid var(--line);padding-left:0}
.ranking{padding-top:36px}
.seg{margin-left:0;width:100%}
.seg label{flex:1;min-height:44px}
.read{grid-template-columns:minmax(0,1fr);gap:12px}
.read svg{max-width:100%}
.chart,.key{display:none}
.list{display:block}
.method{padding:22px 16px 12px;margin-left:-16px;margin-right:-16px;border-radius:0}
.two{gap:40px;margin-top:40px}
.verify{padding:22px 20px}
.foot .wrap{grid-template-columns:minmax(0,1fr)}
.plain{padding-top:24px}
.contents{gap:20px;padding-top:24px}
.toc ol{display:grid;grid-template-columns:1fr 1fr}
.worked>.sum{border-left:0;border-top:1px solid var(--line)}
.steps{grid-template-columns:1fr 1fr}
.steps li{border-top:1px solid var(--line);border-left:0!important}
.home .list{max-width:none}
.twin thead,.record thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.twin table,.twin tbody,.twin tr,.record table,.record tbody,.record tr,.twin caption{display:block}
.twin tr,.record tr{padding:10px 0;border-bottom:1px solid var(--line)}
.twin th[scope=row]{display:block;border:0;padding:0 0 4px;font:${type(500, 16, 24)}}
.twin td,.record td{display:flex;justify-content:space-between;gap:16px;border:0;padding:2px 0;text-align:right}
.twin td:before,.record td:before{content:attr(data-label);color:var(--ink-3);text-align:left;flex:none;font-weight:400}
.modes .twin tr{display:grid;grid-template-columns:minmax(0,1fr) 180px;gap:0 12px;align-items:center}
.modes .twin tr>*{grid-column:1/-1}
.modes .twin :is(th,td):nth-child(-n+2){grid-column:auto;grid-row:1}
.modes .twin td{padding-block:2px}
.modes .twin td:nth-child(2){padding:0}
.modes .twin td:nth-child(2):before{content:none}
.dated span:first-of-type{flex-basis:calc(100% - 27px)}
.dated .sep:first-of-type{display:none}
.twin td.why{display:block}
.twin td.why:before{content:none}
}
`;

const paper = `
@media print{
html{filter:grayscale(1)}
body{background:#fff;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.skip,.top nav,.top .rt a,.top .rt button,.seg,.verify .acts,.verify .state,.cert .btn,.jump,.doors{display:none!important}
.hero{padding-top:12px}
.hero,.method,.two,.found{break-inside:avoid}
.by-table{display:block!important;break-before:page}
.files a,.twin tr,.record tr{break-inside:avoid}
.foot{margin-top:24px}
.wrap{max-width:none;padding:0}
.night{--surface:#fff;--ink:#15201e;--ink-2:#43514e;--ink-3:#5b6966;--line:#dee4e1;--sunken:#e9edea}
}
`;

/** Every rule of the public pages, tokens first; one sheet, so that its hash can be named in the security policy. */
export const pageStyle = [tokensCss, base, frame, release, list, sitePages, plans, narrow, paper]
  .join('')
  .replace(/\n/g, '');

/** The `style-src` source expression that admits this sheet and no other. */
export const pageStyleSource = `'sha256-${createHash('sha256').update(pageStyle).digest('base64')}'`;
