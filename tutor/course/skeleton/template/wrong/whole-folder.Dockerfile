FROM debian:trixie AS build
WORKDIR /site
COPY . .
RUN cp page.html index.html

FROM scratch
COPY --from=build /site /
