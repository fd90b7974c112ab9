import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Heart } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Favourite } from "@/api/types";
import { CardSkeletons } from "@/components/CardSkeletons";
import { QueryView } from "@/components/QueryView";
import { ShowMore } from "@/components/ShowMore";
import { StateMessage } from "@/components/StateMessage";
import { t } from "@/lib/language/catalogue";
import { favouritesQuery } from "./queries";

interface Props {
  children: (favourite: Favourite) => ReactNode;
}

export function FavouriteList({ children }: Props) {
  const query = useInfiniteQuery(favouritesQuery());
  return (
    <QueryView query={query} skeleton={<CardSkeletons count={3} height={240} />}>
      {({ pages }) => {
        const favourites = pages.flatMap((page) => page.results);
        if (favourites.length === 0) return <NoFavourites />;
        return (
          <>
            <Box
              sx={{
                display: "grid",
                gap: { xs: 2, sm: 3 },
                gridTemplateColumns: "repeat(auto-fill, minmax(min(100%, 272px), 1fr))",
              }}
            >
              {favourites.map(children)}
            </Box>
            <ShowMore query={query} />
          </>
        );
      }}
    </QueryView>
  );
}

function NoFavourites() {
  return (
    <StateMessage
      icon={Heart}
      title={t("No favourites yet")}
      action={
        <Button component={Link} to="/" variant="contained">
          {t("Find a business")}
        </Button>
      }
    >
      {t("Press the heart on a business to keep it here. Nobody else sees what you keep.")}
    </StateMessage>
  );
}
