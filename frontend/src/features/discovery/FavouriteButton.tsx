import IconButton from "@mui/material/IconButton";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Heart } from "lucide-react";
import { Link, useLocation } from "react-router";
import { api } from "@/api/client";
import { useMe } from "@/api/me";
import { t } from "@/lib/language/catalogue";
import { favouriteSlugsQuery } from "./queries";

interface Props {
  slug: string;
  name: string;
}

const LOOK = {
  width: 44,
  height: 44,
  bgcolor: "background.paper",
  border: 1,
  borderColor: "divider",
  color: "primary.main",
  "&:hover": { bgcolor: "background.paper", borderColor: "primary.main" },
} as const;

/** A heart. Who is not signed in is led to signing in, and back. */
export function FavouriteButton({ slug, name }: Props) {
  const { data: me } = useMe();
  const { pathname, search } = useLocation();
  if (me) return <Toggle slug={slug} name={name} />;
  return (
    <IconButton
      component={Link}
      to={`/sign-in?next=${encodeURIComponent(pathname + search)}`}
      aria-label={t("Sign in to keep {name} as a favourite", { name })}
      sx={LOOK}
    >
      <Heart size={20} aria-hidden />
    </IconButton>
  );
}

function Toggle({ slug, name }: Props) {
  const queryClient = useQueryClient();
  const query = favouriteSlugsQuery();
  const { data: slugs = [] } = useQuery(query);
  const isKept = slugs.includes(slug);
  const { mutate } = useMutation({
    mutationFn: (keep: boolean) => {
      const params = { params: { path: { slug } } };
      return keep
        ? api.PUT("/api/v1/me/favourites/{slug}/", params)
        : api.DELETE("/api/v1/me/favourites/{slug}/", params);
    },
    // At once on the screen; taken back where the server says no.
    onMutate: (keep) =>
      queryClient.setQueryData(query.queryKey, (kept: string[] = []) =>
        keep ? [slug, ...kept] : kept.filter((each) => each !== slug),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["favourites"] }),
  });
  return (
    <IconButton
      aria-label={t("{name} as a favourite", { name })}
      aria-pressed={isKept}
      onClick={() => mutate(!isKept)}
      sx={LOOK}
    >
      <Heart size={20} aria-hidden fill={isKept ? "currentColor" : "none"} />
    </IconButton>
  );
}
