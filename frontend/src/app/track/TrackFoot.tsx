import { LEGAL } from "@/lib/legal";

export function TrackFoot() {
  return (
    <footer className="foot">
      <div className="foot-in">
        <span>TrustTrack by ReachHub. Local commerce that nobody has to take on trust.</span>
        <nav aria-label="Footer">
          <a href="/ledger">The log</a>
          <a href="/transparency">Moderation</a>
          <a href="/verify">Verify a proof</a>
          {LEGAL.map(([title, path]) => (
            <a key={path} href={path}>
              {title}
            </a>
          ))}
        </nav>
      </div>
    </footer>
  );
}
