FROM debian:trixie AS build
WORKDIR /site
COPY . .
RUN mkdir /out && cp page.html /out/index.html

FROM scratch
COPY --from=build /site/index.html /index.html
