import Box from "@mui/material/Box";
import InputBase from "@mui/material/InputBase";
import useAutocomplete from "@mui/material/useAutocomplete";
import type { ReactNode } from "react";

export interface ComboboxProps<T> {
  label: string;
  placeholder: string;
  value: string;
  onType: (text: string) => void;
  options: readonly T[];
  textOf: (option: T) => string;
  onPick: (option: T) => void;
  children: (option: T) => ReactNode;
  /** It took the place of a box that somebody was already typing in. */
  autoFocus?: boolean;
}

/** A box to type in with a list below it: arrow keys walk the list, Enter takes, Escape closes. What was typed may stand too. */
export default function Combobox<T>({
  label,
  placeholder,
  value,
  onType,
  options,
  textOf,
  onPick,
  children,
  autoFocus,
}: ComboboxProps<T>) {
  const list = useAutocomplete<T, false, false, true>({
    freeSolo: true,
    options,
    inputValue: value,
    value: null,
    filterOptions: (all) => all,
    getOptionLabel: (option) => (typeof option === "string" ? option : textOf(option)),
    getOptionKey: (option) => (typeof option === "string" ? option : options.indexOf(option)),
    onInputChange: (_event, text, reason) => {
      if (reason === "input") onType(text);
    },
    onChange: (_event, option, reason) => {
      // Text that is no option is the form's to take.
      if (reason === "selectOption" && option !== null && typeof option !== "string") onPick(option);
    },
  });
  const isOpen = list.popupOpen && options.length > 0;
  return (
    <Box {...list.getRootProps()} sx={{ position: "relative", flex: 1, minWidth: 0 }}>
      <InputBase
        fullWidth
        autoFocus={autoFocus}
        type="search"
        placeholder={placeholder}
        ref={list.setAnchorEl}
        slotProps={{
          input: {
            ...list.getInputProps(),
            "aria-label": label,
            enterKeyHint: "search",
            "aria-expanded": isOpen,
          },
        }}
        sx={{ minHeight: 44 }}
      />
      {isOpen && (
        <Box
          sx={{
            position: "absolute",
            zIndex: 1050,
            left: 0,
            right: 0,
            top: "calc(100% + 8px)",
            minWidth: 240,
            maxHeight: "min(60vh, 440px)",
            overflowY: "auto",
            borderRadius: 3,
            bgcolor: "background.paper",
            border: 1,
            borderColor: "divider",
            boxShadow: "0 16px 40px rgb(12 40 26 / 16%)",
          }}
        >
          <Box
            component="ul"
            {...list.getListboxProps()}
            aria-label={label}
            sx={{ m: 0, p: 0.75, listStyle: "none", "& .Mui-focused": { bgcolor: "brandSoft.main" } }}
          >
            {(list.groupedOptions as T[]).map((option, index) => {
              const { key, ...props } = list.getOptionProps({ option, index });
              return (
                <Box
                  component="li"
                  key={key}
                  {...props}
                  sx={{
                    display: "flex",
                    alignItems: "center",
                    gap: 1.5,
                    minHeight: 44,
                    px: 1.5,
                    borderRadius: 2,
                    cursor: "pointer",
                  }}
                >
                  {children(option)}
                </Box>
              );
            })}
          </Box>
        </Box>
      )}
    </Box>
  );
}
