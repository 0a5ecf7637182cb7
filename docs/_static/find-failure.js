// The field on the page about errors: names the failures whose text has most in common with what was pasted.
"use strict";

// The words of a text, without addresses and numbers, which differ from reader to reader.
function words(text) {
  const clean = text.toLowerCase().replace(/[\w.-]*:\d+/g, " ");
  return new Set(clean.match(/[a-z_]{3,}|\b\d{9,}\b/g) || []);
}

// The names of the failures that fit, best first. Each failure is {name, title, text}.
// A word that few of them have counts more, and so does one that is in the title.
function rank(pasted, failures) {
  const known = failures.map((failure) => words(failure.text));
  const titles = failures.map((failure) => words(failure.title));
  const weights = new Map();
  for (const word of words(pasted)) {
    const count = known.filter((found) => found.has(word)).length;
    if (count) weights.set(word, Math.log(1 + failures.length / count));
  }
  const scores = failures.map((_, place) => {
    let score = 0;
    for (const [word, weight] of weights) {
      if (known[place].has(word)) score += titles[place].has(word) ? 1.2 * weight : weight;
    }
    return score;
  });
  const best = Math.max(0, ...scores);
  return failures
    .map((failure, place) => ({ name: failure.name, score: scores[place] }))
    .filter((found) => found.score > 0 && found.score >= best * 0.7)
    .sort((one, other) => other.score - one.score)
    .slice(0, 5)
    .map((found) => found.name);
}

function start() {
  const field = document.querySelector("div.find-failure");
  const answer = field.querySelector("[role=status]");
  const sections = [...document.querySelectorAll("section:has(> #read-the-log), section section section")];
  const title = (section) => section.querySelector("h2, h3").firstChild.textContent;
  const failures = sections.map((section) => ({ name: section.id, title: title(section), text: section.textContent }));
  field.querySelector("textarea").addEventListener("input", (event) => {
    const names = rank(event.target.value, failures);
    answer.textContent = names.length ? "This looks like:" : event.target.value.trim() ? "No failure here has any of these words." : "";
    const list = document.createElement("ul");
    for (const name of names) {
      const link = document.createElement("a");
      link.href = "#" + name;
      link.textContent = title(document.getElementById(name));
      list.appendChild(document.createElement("li")).appendChild(link);
    }
    if (names.length) answer.appendChild(list);
  });
  field.hidden = false;
}

if (typeof document !== "undefined") start();
