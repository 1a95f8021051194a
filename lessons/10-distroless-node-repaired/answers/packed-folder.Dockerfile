FROM node:24 AS dev
WORKDIR /src
COPY . .
RUN npm install
RUN npm run build
RUN mkdir /out && cp package.json package-lock.json /out && cp -r build /out

FROM dev AS packed
WORKDIR /out
RUN npm install --omit=dev

FROM gcr.io/distroless/nodejs24-debian13:nonroot
COPY --from=packed /out /out
WORKDIR /out
ENV PORT=8080
ENTRYPOINT ["/nodejs/bin/node"]
CMD ["build/index.js"]
