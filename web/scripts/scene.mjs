// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Draws src/static/login.svg: a newsroom at dusk, in flat shapes and without a
// word. Run it by hand (npm run scene) after a change; the drawing is committed.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

const W = 1200;
const H = 1400;
const shapes = [];
const rect = (x, y, w, h, fill, rx = 0, more = "") =>
  shapes.push(`<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}"${rx ? ` rx="${rx}"` : ""}${more}/>`);
const path = (d, fill, more = "") => shapes.push(`<path d="${d}" fill="${fill}"${more}/>`);
const disc = (x, y, r, fill, more = "") => shapes.push(`<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}"${more}/>`);
const line = (d, stroke, width, more = "") =>
  shapes.push(`<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"${more}/>`);

/** A generator of the same numbers at each run. */
let seed = 24;
const next = (max) => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor((seed / 2147483648) * max);
};

function wall() {
  rect(0, 0, W, H, "#0d3440");
  rect(0, 0, W, 1010, "#103f4c");
}

/** The window: sun, haze, roofs with lit panes. */
function window_() {
  rect(90, 110, 1020, 720, "url(#sky)", 10);
  shapes.push('<g clip-path="url(#glass)">');
  disc(790, 520, 118, "#ffe9c7");
  path("M90 560C260 520 420 585 600 560S940 520 1110 565V830H90Z", "#e9a06d", ' opacity=".55"');
  roofs(640, 96, "#b9706a");
  roofs(700, 84, "#7d4a5b");
  line("M330 640V420M300 640L330 420L360 640M312 560H348M306 600H354M322 480H338", "#5b3a52", 7);
  roofs(756, 74, "#43304a", true);
  shapes.push("</g>");
  for (const x of [340, 600, 860]) rect(x - 6, 110, 12, 720, "#0a2a34");
  rect(90, 420, 1020, 10, "#0a2a34");
  rect(72, 822, 1056, 22, "#0a2a34", 4);
}

function roofs(base, tall, fill, lit = false) {
  let x = 80;
  while (x < 1120) {
    const w = 62 + next(70);
    const h = tall * (0.55 + next(70) / 100);
    const y = base - h;
    if (next(3) === 0) path(`M${x} ${y + 26}L${x + 16} ${y}H${x + w - 16}L${x + w} ${y + 26}V840H${x}Z`, fill);
    else rect(x, y, w + 1, 860 - y, fill);
    if (next(2)) rect(x + w * 0.6, y - 20, 12, 30, fill);
    for (let i = 0; lit && i < 4; i++) {
      if (next(5) < 3) rect(x + 12 + (i % 2) * 24, y + 36 + Math.floor(i / 2) * 26, 12, 15, next(3) ? "#ffcf87" : "#7fc8c9", 1);
    }
    x += w;
  }
}

/** Hanging lamps and their light. */
function lamps() {
  for (const x of [270, 640, 960]) {
    line(`M${x} 0V178`, "#0a2a34", 5);
    path(`M${x - 58} 226C${x - 54} 190 ${x - 26} 176 ${x} 176S${x + 54} 190 ${x + 58} 226Z`, "#d31026");
    disc(x, 228, 15, "#fff1d3");
    path(`M${x - 58} 228H${x + 58}L${x + 210} 900H${x - 210}Z`, "url(#beam)");
  }
}

function person(x, y, hair, skin, coat, mirror, long) {
  shapes.push(`<g transform="translate(${x} ${y})${mirror ? " scale(-1 1)" : ""}">`);
  if (long) path("M-46-118C-52-176-22-206 8-204C44-202 62-170 56-124L62-58H-44Z", hair);
  rect(-16, -84, 34, 60, skin, 14);
  path("M-112 120C-112 22-72-26-4-32C66-36 104 12 112 120Z", coat);
  path("M-22-36L2 4L26-38C14-30-10-30-22-36Z", "#f2f5f6");
  path("M-40-146C-40-182-22-198 4-198C34-198 48-178 46-142C44-108 26-84 4-84C-18-84-40-108-40-146Z", skin);
  path(long ? "M-44-136C-46-184-22-208 8-206C42-204 56-176 50-138C40-150 20-164 8-172C-6-160-26-150-44-136Z"
    : "M-44-142C-50-190-16-214 14-208C46-204 58-176 48-144C40-156 36-166 32-172C10-164-20-166-32-172C-38-166-42-154-44-142Z", hair);
  shapes.push("</g>");
}

function screen(x, y, w, h, kind) {
  rect(x + w / 2 - 14, y + h, 28, 42, "#0a222b");
  rect(x + w / 2 - 64, y + h + 36, 128, 12, "#0a222b", 6);
  rect(x, y, w, h, "#081c24", 12);
  rect(x + 10, y + 10, w - 20, h - 20, "#f4f7f8", 4);
  const ix = x + 26;
  const iw = w - 52;
  rect(ix, y + 28, iw * 0.34, 9, "#d31026", 4);
  rect(ix, y + 48, iw * 0.92, 15, "#17343f", 4);
  rect(ix, y + 72, iw * 0.66, 15, "#17343f", 4);
  if (kind === 0) {
    rect(ix, y + 102, iw, h - 134, "#8cc7cb", 4);
    path(`M${ix} ${y + h - 32}L${ix + iw * 0.32} ${y + 132}L${ix + iw * 0.52} ${y + h - 62}L${ix + iw * 0.7} ${y + 118}L${ix + iw} ${y + h - 32}Z`, "#04707d");
  } else {
    for (let i = 0; i < 4; i++) rect(ix, y + 104 + i * 19, iw * (i === 3 ? 0.5 : 0.55), 8, "#b8c6cb", 4);
    rect(ix + iw * 0.62, y + 104, iw * 0.38, 66, "#f0b27a", 4);
  }
}

function desk() {
  rect(-20, 1092, W + 40, 34, "#c98a5a", 4);
  rect(-20, 1126, W + 40, 280, "#8f5b42");
  rect(-20, 1126, W + 40, 12, "#744632");
  for (const x of [210, 600, 990]) rect(x - 160, 1172, 320, 96, "#7f4f39", 8);
  for (const x of [210, 600, 990]) rect(x - 30, 1212, 60, 12, "#c98a5a", 6);
}

/** On the desk: newspapers, a cup, a microphone, a plant. */
function things() {
  const folds = [[1072, "#dfe7ea"], [1052, "#f4f7f8"], [1032, "#e6edef"]];
  for (const [y, fill] of folds) rect(512 + (1072 - y) / 4, y, 190, 20, fill, 3);
  rect(536, 1018, 150, 14, "#f4f7f8", 3);
  rect(548, 1022, 62, 5, "#d31026", 2);
  rect(1034, 1036, 62, 56, "#f4f7f8", 8);
  line("M1096 1050C1122 1048 1122 1078 1096 1078", "#f4f7f8", 9);
  line("M1052 1018C1046 1004 1060 998 1054 982M1076 1018C1070 1004 1084 998 1078 982", "#8fb9bd", 5, ' opacity=".7"');
  rect(66, 1020, 96, 72, "#d31026", 8);
  for (const [dx, dy, turn] of [[0, -86, 0], [-34, -62, -32], [34, -62, 32], [-56, -28, -62], [56, -28, 62]]) {
    shapes.push(`<ellipse cx="${114 + dx * 0.7}" cy="${1006 + dy * 0.7}" rx="20" ry="50" fill="${dx === 0 ? "#47a786" : "#2d8a6c"}" transform="rotate(${turn} ${114 + dx * 0.7} ${1006 + dy * 0.7})"/>`);
  }
}

wall();
window_();
lamps();
person(330, 960, "#3b2222", "#e8b48f", "#04707d", false, true);
person(850, 960, "#15191f", "#a96f4c", "#c7503c", true, false);
screen(150, 850, 300, 200, 0);
screen(750, 850, 300, 200, 1);
desk();
things();

writeFileSync(join(import.meta.dirname, "../src/static/login.svg"), `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${W} ${H}" preserveAspectRatio="xMidYMid slice">
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#274a6d"/><stop offset=".45" stop-color="#c97b72"/><stop offset=".8" stop-color="#f6bb7d"/></linearGradient>
<linearGradient id="beam" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#ffe9c7" stop-opacity=".26"/><stop offset="1" stop-color="#ffe9c7" stop-opacity="0"/></linearGradient>
<clipPath id="glass"><rect x="90" y="110" width="1020" height="720" rx="10"/></clipPath>
</defs>
${shapes.map((s) => s.replace(/(\d+\.\d)\d+/g, "$1")).join("\n")}
</svg>
`);
