import { Component, type ReactNode } from "react";
import { asProblem, isProblem, Problem } from "@/api/problem";
import { ErrorState } from "@/components/ErrorState";
import { t } from "@/lib/language/catalogue";

interface Props {
  /** Another value starts afresh: leaving a broken page leaves its error behind. */
  resetKey: string;
  children: ReactNode;
}

interface State {
  error: unknown;
}

const LOADING = /dynamically imported module|importing a module|Failed to fetch/i;

function shown(error: unknown): Problem {
  if (isProblem(error) || (error instanceof Error && LOADING.test(error.message))) return asProblem(error);
  return new Problem(
    500,
    "page_broke",
    t("This page broke. It was not your fault; loading it again often helps."),
  );
}

/** The last net: a page that broke says so and offers a fresh start. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override componentDidUpdate(before: Props): void {
    if (before.resetKey !== this.props.resetKey && this.state.error) this.setState({ error: null });
  }

  override render(): ReactNode {
    if (!this.state.error) return this.props.children;
    return <ErrorState error={shown(this.state.error)} onRetry={() => location.reload()} />;
  }
}
