// Tabs: what the reader chooses opens in all groups of all pages, is kept, and can be linked to (#ssl).
"use strict";

{
  const KEPT = "tabs"; // the labels that were chosen, the last one first

  const groups = [...document.querySelectorAll("[role=tablist]")].map((list) => [...list.querySelectorAll("[role=tab]")]);
  const label = (tab) => tab.textContent.trim();
  const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));

  // What was chosen before; nothing if the browser keeps nothing for us, or something else is kept there.
  function chosen() {
    try {
      return JSON.parse(localStorage.getItem(KEPT)).filter((name) => typeof name === "string");
    } catch {
      return [];
    }
  }

  function keep(names) {
    try {
      localStorage.setItem(KEPT, JSON.stringify(names));
    } catch {
      // Then the choice holds on this page only.
    }
  }

  // Open one tab of a group.
  function open(tab, group) {
    for (const each of group) {
      each.setAttribute("aria-selected", each === tab);
      each.tabIndex = each === tab ? 0 : -1;
      panel(each).hidden = each !== tab;
    }
  }

  // Open in each group the label that comes first in `names`; a group that has none of them stays as it is.
  function openAll(names) {
    for (const group of groups) {
      const name = names.find((wanted) => group.some((tab) => label(tab) === wanted));
      if (name) open(group.find((tab) => label(tab) === name), group);
    }
  }

  // The reader's choice. The place they look at stays where it is, however tall the panels above it become.
  function choose(name, place) {
    const before = place && place.getBoundingClientRect().top;
    const names = [name, ...chosen().filter((other) => other !== name)];
    keep(names);
    openAll(names);
    if (place) scrollBy({ top: place.getBoundingClientRect().top - before, behavior: "instant" });
  }

  function decoded(name) {
    try {
      return decodeURIComponent(name);
    } catch {
      return name; // a stray % is no reason to do nothing
    }
  }

  // A link to a tab opens it, and one into a closed panel opens that panel.
  function follow() {
    const name = decoded(location.hash.slice(1));
    const target = name && document.getElementById(name);
    const closed = target && target.closest("[role=tabpanel][hidden]");
    if (closed) {
      const group = groups.find((tabs) => tabs.some((tab) => panel(tab) === closed));
      open(group.find((tab) => panel(tab) === closed), group);
      target.scrollIntoView({ behavior: "instant" });
    }
    const tab = !target && groups.flat().find((each) => label(each).toLowerCase() === name.toLowerCase());
    if (tab) {
      choose(label(tab));
      tab.scrollIntoView({ behavior: "instant", block: "center" });
    }
  }

  for (const group of groups) {
    const steps = { ArrowLeft: -1, ArrowRight: 1 };
    for (const [place, tab] of group.entries()) {
      tab.addEventListener("click", () => choose(label(tab), tab));
      tab.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
        const next = { Home: 0, End: group.length - 1, [event.key in steps && event.key]: place + steps[event.key] }[event.key];
        if (next === undefined) return;
        event.preventDefault();
        const other = group[(next + group.length) % group.length];
        choose(label(other), other);
        other.focus({ preventScroll: true });
      });
    }
    open(group[0], group);
  }
  openAll(chosen());
  follow();
  document.documentElement.classList.remove(...[...document.documentElement.classList].filter((name) => name.startsWith("tab-")));
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) follow(); // which is no change of the hash
  });
  document.addEventListener("choose-tab", (event) => choose(event.detail, event.target));
}
