// What the admin's pages need where no attribute may become code: unfold's own functions under the names that its attributes
// use, and in place of its longer expressions a component (config/guarded_templates.py puts its name there).
htmx.config.allowEval = false;
htmx.config.inlineStyleNonce = document.currentScript.nonce;

document.addEventListener("alpine:init", () => {
  for (const component of [theme, searchForm, searchDropdown, searchCommand]) Alpine.data(component.name, component);

  Alpine.data("adminPage", () => ({
    activeTab: "",
    sidebarMobileOpen: false,
    sidebarDesktopOpen: localStorage.getItem("sidebarDesktopOpen") !== "0",

    init() {
      const { tab } = this.$el.dataset;
      if (tab) this.activeTab = getCurrentTab() || tab;
      this.$watch("sidebarDesktopOpen", (isOpen) => localStorage.setItem("sidebarDesktopOpen", isOpen ? "1" : "0"));
    },

    formAction() {
      const { pathname, search } = window.location;
      return pathname + search + (this.activeTab && this.activeTab !== "general" ? `#${this.activeTab}` : "");
    },
  }));
});
