import Box from "@mui/material/Box";
import { Page } from "@/components/Page";
import { useTitle } from "@/lib/useTitle";
import { Colours } from "../gallery/Colours";
import { Controls } from "../gallery/Controls";
import { Marks } from "../gallery/Marks";
import { States } from "../gallery/States";

/** In development alone (`npm run dev`): the components that pages are made of, in every state. */
export function GalleryPage() {
  useTitle("Gallery");
  return (
    <Page title="Gallery">
      <Box sx={{ display: "grid", gap: 3 }}>
        <Colours />
        <Marks />
        <Controls />
        <States />
      </Box>
    </Page>
  );
}
